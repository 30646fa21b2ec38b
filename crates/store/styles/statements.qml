<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="about"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
    <field name="sentence"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="claim" index="1" name="Claim"/>
    <alias field="document" index="2" name="Document"/>
    <alias field="kind" index="3" name="Kind"/>
    <alias field="speaker" index="4" name="Speaker"/>
    <alias field="addressees" index="5" name="Addressees"/>
    <alias field="about" index="6" name="About"/>
    <alias field="date_from" index="7" name="First day"/>
    <alias field="date_to" index="8" name="Last day"/>
    <alias field="instruments" index="9" name="Instruments"/>
    <alias field="sentence" index="10" name="Sentence"/>
  </aliases>
  <previewExpression>"sentence"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
