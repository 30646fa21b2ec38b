<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="text"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="document" index="1" name="Document"/>
    <alias field="text" index="2" name="Text"/>
  </aliases>
  <previewExpression>"document"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
