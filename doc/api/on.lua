--
-- on.lua - capture:on and pycap.on, the one with `self`, the other without
--
return function(self, meaning)
  local fun = "fun(" .. (self and "self: " .. self .. ", " or "")
  local any = fun .. "protocol: string, "
  return {
    name = "on", meaning = meaning,
    takes = {
      { "protocol", "string" },
      { "callback", "fun(header: pycap.header, packet: pycap.Packet)" },
    },
    forms = {
      { each = fun .. "protocol: \"NAME\", callback: fun(header: " ..
        "pycap.header.NAME, packet: pycap.Packet)): pycap.Handler" },
      { "\"packet\", callback", fun .. "protocol: \"packet\", callback: " ..
        "fun(packet: pycap.Packet)): pycap.Handler",
        "Calls the callback with every packet. In a table of fields, bare " ..
        "names are then members of the packet." },
      { "protocol, fields, callback", any .. "fields: pycap.fields, " ..
        "callback: fun(...: any)): pycap.Handler",
        "Calls the callback with the values of the listed fields, if the " ..
        "conditions hold; without listed fields, with the header and the " ..
        "packet." },
      { "protocol, fields, tally", any .. "fields: pycap.fields, tally: " ..
        "pycap.Tally): pycap.Handler", "Counts the packets for which the " ..
          "conditions hold." },
      { "\"flow\", fields, callback or tally, options", fun ..
        "protocol: \"flow\", fields: pycap.fields, callback: " ..
        "(fun(...: any))|pycap.Tally, options: pycap.flow.when?): " ..
        "pycap.Handler", "The same for flows: fields and conditions are " ..
        "those of `pycap.flow`." },
      { "protocol, tally", any .. "tally: pycap.Tally): pycap.Handler",
        "Counts the packets that have the protocol." },
    },
    gives = { { "pycap.Handler" } },
  }
end
