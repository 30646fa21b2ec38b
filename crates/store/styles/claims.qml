<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="document_fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="sentence"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
    <field name="body"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="id" index="1" name="Claim"/>
    <alias field="document_fid" index="2" name="Row of the document"/>
    <alias field="document" index="3" name="Document"/>
    <alias field="kind" index="4" name="Kind"/>
    <alias field="said_by" index="5" name="Said by"/>
    <alias field="sentence" index="6" name="Sentence"/>
    <alias field="body" index="7" name="Claim in full"/>
  </aliases>
  <previewExpression>"sentence"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
