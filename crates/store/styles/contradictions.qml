<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="note"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="id" index="1" name="Contradiction"/>
    <alias field="kind" index="2" name="Kind"/>
    <alias field="figures" index="3" name="Figures"/>
    <alias field="note" index="4" name="Note"/>
    <alias field="documents" index="5" name="Documents"/>
    <alias field="across_documents" index="6" name="Across documents"/>
    <alias field="settled" index="7" name="Settled"/>
  </aliases>
  <previewExpression>"note"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
