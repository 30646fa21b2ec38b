<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <renderer-v2 type="categorizedSymbol" attr="kind" enableorderby="0" forceraster="0" symbollevels="0">
    <categories>
      <category render="true" symbol="0" value="confirmed hazardous area" label="confirmed hazardous area (CHA)"/>
      <category render="true" symbol="1" value="suspected hazardous area" label="suspected hazardous area (SHA)"/>
      <category render="true" symbol="2" value="" label="kind not stated"/>
    </categories>
    <symbols>
      <symbol name="0" type="fill" alpha="0.5" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="255,0,0,255"/>
            <Option name="outline_color" type="QString" value="255,0,0,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.4"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="style" type="QString" value="solid"/>
          </Option>
          <prop k="color" v="255,0,0,255"/>
          <prop k="outline_color" v="255,0,0,255"/>
          <prop k="outline_style" v="solid"/>
          <prop k="outline_width" v="0.4"/>
          <prop k="outline_width_unit" v="MM"/>
          <prop k="style" v="solid"/>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="0.5" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="244,167,24,255"/>
            <Option name="outline_color" type="QString" value="244,167,24,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.4"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="style" type="QString" value="solid"/>
          </Option>
          <prop k="color" v="244,167,24,255"/>
          <prop k="outline_color" v="244,167,24,255"/>
          <prop k="outline_style" v="solid"/>
          <prop k="outline_width" v="0.4"/>
          <prop k="outline_width_unit" v="MM"/>
          <prop k="style" v="solid"/>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="0.5" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="128,128,128,255"/>
            <Option name="outline_color" type="QString" value="128,128,128,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.4"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="style" type="QString" value="solid"/>
          </Option>
          <prop k="color" v="128,128,128,255"/>
          <prop k="outline_color" v="128,128,128,255"/>
          <prop k="outline_style" v="solid"/>
          <prop k="outline_width" v="0.4"/>
          <prop k="outline_width_unit" v="MM"/>
          <prop k="style" v="solid"/>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="claim" index="1" name="Claim"/>
    <alias field="document" index="2" name="Document"/>
    <alias field="kind" index="3" name="Kind"/>
    <alias field="status" index="4" name="Status"/>
    <alias field="device" index="5" name="Device"/>
    <alias field="reference" index="6" name="Reference"/>
    <alias field="date_from" index="7" name="First day"/>
    <alias field="date_to" index="8" name="Last day"/>
    <alias field="sheet" index="9" name="Sheet"/>
    <alias field="author" index="10" name="Author"/>
    <alias field="settlement" index="11" name="Settlement"/>
    <alias field="district" index="12" name="District"/>
    <alias field="country" index="13" name="Country"/>
    <alias field="position_error_m" index="14" name="Position error (m)"/>
    <alias field="area_m2" index="15" name="Area stated (m²)"/>
    <alias field="said_by" index="16" name="Said by"/>
    <alias field="repairs" index="17" name="Repairs"/>
    <alias field="summary" index="18" name="Summary"/>
  </aliases>
  <previewExpression>"summary"</previewExpression>
  <layerGeometryType>2</layerGeometryType>
</qgis>
