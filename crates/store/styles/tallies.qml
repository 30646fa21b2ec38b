<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="series" index="1" name="Series"/>
    <alias field="measure" index="2" name="Measure"/>
    <alias field="tally_group" index="3" name="Group"/>
    <alias field="place" index="4" name="Area"/>
    <alias field="period" index="5" name="Period"/>
    <alias field="as_of" index="6" name="As of"/>
    <alias field="value_least" index="7" name="Value, least"/>
    <alias field="value_most" index="8" name="Value, most"/>
    <alias field="said_by" index="9" name="Said by"/>
    <alias field="document" index="10" name="Document"/>
    <alias field="claim" index="11" name="Claim"/>
    <alias field="standing" index="12" name="Standing"/>
  </aliases>
  <previewExpression>"measure"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
