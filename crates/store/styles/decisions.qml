<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="why"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
    <field name="body"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="number" index="0" name="Number"/>
    <alias field="decided_by" index="1" name="By"/>
    <alias field="decided_at" index="2" name="At"/>
    <alias field="why" index="3" name="Why"/>
    <alias field="decision" index="4" name="Decision"/>
    <alias field="claims" index="5" name="Claims"/>
    <alias field="body" index="6" name="Decision in full"/>
    <alias field="previous" index="7" name="Previous hash"/>
    <alias field="hash" index="8" name="Hash"/>
  </aliases>
  <previewExpression>"number"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
