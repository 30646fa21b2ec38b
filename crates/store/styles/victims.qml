<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="incident" index="1" name="Incident"/>
    <alias field="name" index="2" name="Name"/>
    <alias field="also_spelled" index="3" name="Other spellings"/>
    <alias field="outcome" index="4" name="Outcome"/>
    <alias field="victim_group" index="5" name="Group"/>
    <alias field="sex" index="6" name="Sex"/>
    <alias field="age" index="7" name="Age"/>
    <alias field="occupation" index="8" name="Occupation"/>
    <alias field="date_from" index="9" name="First day"/>
    <alias field="date_to" index="10" name="Last day"/>
    <alias field="place" index="11" name="Place"/>
    <alias field="part" index="12" name="Number"/>
  </aliases>
  <previewExpression>"name"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
