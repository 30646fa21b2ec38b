<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="id" index="1" name="Identity"/>
    <alias field="label" index="2" name="Document"/>
    <alias field="title" index="3" name="Title"/>
    <alias field="publisher" index="4" name="Publisher"/>
    <alias field="published" index="5" name="Published"/>
    <alias field="language" index="6" name="Language"/>
    <alias field="url" index="7" name="Address"/>
    <alias field="country" index="8" name="Country"/>
    <alias field="origin" index="9" name="Origin"/>
    <alias field="media_type" index="10" name="Format"/>
    <alias field="added_at" index="11" name="Added"/>
    <alias field="superseded_by" index="12" name="Superseded by"/>
    <alias field="n_incidents" index="13" name="Incidents"/>
    <alias field="n_finds" index="14" name="Finds"/>
    <alias field="n_tallies" index="15" name="Tallies"/>
    <alias field="n_contradictions" index="16" name="Contradictions"/>
    <alias field="n_statements" index="17" name="Statements"/>
    <alias field="n_hazards" index="18" name="Hazardous areas"/>
    <alias field="n_records" index="19" name="Minefield records"/>
    <alias field="n_releases" index="20" name="Land release"/>
  </aliases>
  <previewExpression>"label"</previewExpression>
  <layerGeometryType>4</layerGeometryType>
</qgis>
