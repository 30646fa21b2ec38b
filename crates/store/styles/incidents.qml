<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|Forms" hasScaleBasedVisibilityFlag="0">
  <renderer-v2 type="categorizedSymbol" attr="grade" enableorderby="0" forceraster="0" symbollevels="0">
    <categories>
      <category render="true" symbol="0" value="corroborated by independent sources" label="corroborated by independent sources"/>
      <category render="true" symbol="1" value="confirmed by the accused party" label="confirmed by the accused party"/>
      <category render="true" symbol="2" value="single source" label="single source"/>
      <category render="true" symbol="3" value="contested" label="contested"/>
      <category render="true" symbol="4" value="discounted" label="discounted"/>
      <category render="true" symbol="5" value="" label="other"/>
    </categories>
    <symbols>
      <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="0,90,181,255"/>
            <Option name="outline_color" type="QString" value="35,35,35,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <prop k="name" v="circle"/>
          <prop k="color" v="0,90,181,255"/>
          <prop k="outline_color" v="35,35,35,255"/>
          <prop k="outline_width" v="0.2"/>
          <prop k="size" v="3"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
      <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="0,40,90,255"/>
            <Option name="outline_color" type="QString" value="35,35,35,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <prop k="name" v="circle"/>
          <prop k="color" v="0,40,90,255"/>
          <prop k="outline_color" v="35,35,35,255"/>
          <prop k="outline_width" v="0.2"/>
          <prop k="size" v="3"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
      <symbol name="2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="153,195,236,255"/>
            <Option name="outline_color" type="QString" value="35,35,35,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <prop k="name" v="circle"/>
          <prop k="color" v="153,195,236,255"/>
          <prop k="outline_color" v="35,35,35,255"/>
          <prop k="outline_width" v="0.2"/>
          <prop k="size" v="3"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
      <symbol name="3" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="diamond"/>
            <Option name="color" type="QString" value="230,159,0,255"/>
            <Option name="outline_color" type="QString" value="35,35,35,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <prop k="name" v="diamond"/>
          <prop k="color" v="230,159,0,255"/>
          <prop k="outline_color" v="35,35,35,255"/>
          <prop k="outline_width" v="0.2"/>
          <prop k="size" v="3"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
      <symbol name="4" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="cross2"/>
            <Option name="color" type="QString" value="150,150,150,255"/>
            <Option name="outline_color" type="QString" value="35,35,35,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <prop k="name" v="cross2"/>
          <prop k="color" v="150,150,150,255"/>
          <prop k="outline_color" v="35,35,35,255"/>
          <prop k="outline_width" v="0.2"/>
          <prop k="size" v="3"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
      <symbol name="5" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="255,255,255,255"/>
            <Option name="outline_color" type="QString" value="35,35,35,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <prop k="name" v="circle"/>
          <prop k="color" v="255,255,255,255"/>
          <prop k="outline_color" v="35,35,35,255"/>
          <prop k="outline_width" v="0.2"/>
          <prop k="size" v="3"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <fieldConfiguration>
    <field name="fid"><editWidget type="Hidden"><config><Option/></config></editWidget></field>
    <field name="grade_reason"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
    <field name="sources"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
    <field name="summary"><editWidget type="TextEdit"><config><Option type="Map"><Option name="IsMultiline" type="bool" value="true"/></Option></config></editWidget></field>
  </fieldConfiguration>
  <aliases>
    <alias field="fid" index="0" name="Row"/>
    <alias field="id" index="1" name="Incident"/>
    <alias field="date_from" index="2" name="First day"/>
    <alias field="date_to" index="3" name="Last day"/>
    <alias field="settlement" index="4" name="Settlement"/>
    <alias field="district" index="5" name="District"/>
    <alias field="country" index="6" name="Country"/>
    <alias field="device" index="7" name="Device"/>
    <alias field="killed_least" index="8" name="Killed, least"/>
    <alias field="killed_most" index="9" name="Killed, most"/>
    <alias field="injured_least" index="10" name="Injured, least"/>
    <alias field="injured_most" index="11" name="Injured, most"/>
    <alias field="activity" index="12" name="Activity"/>
    <alias field="grade" index="13" name="Grade"/>
    <alias field="grade_reason" index="14" name="Reason for the grade"/>
    <alias field="status" index="15" name="Status"/>
    <alias field="sources" index="16" name="Sources"/>
    <alias field="n_reports" index="17" name="Reports"/>
    <alias field="precision_m" index="18" name="Precision (m)"/>
    <alias field="summary" index="19" name="Summary"/>
  </aliases>
  <previewExpression>"summary"</previewExpression>
  <layerGeometryType>0</layerGeometryType>
</qgis>
