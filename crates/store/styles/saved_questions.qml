<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="question"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
    <field name="answer"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="name" index="1" name="Name"/>
    <alias field="about" index="2" name="About"/>
    <alias field="summary" index="3" name="Summary"/>
    <alias field="saved_at" index="4" name="Saved at"/>
    <alias field="question" index="5" name="Question"/>
    <alias field="answer" index="6" name="Answer"/>
  </aliases>
  <previewExpression>"name"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
