--
-- stream.lua - capture:stream and pycap.stream, the one with `self`, the other
-- without
--
return function(self, meaning)
  local fun = "fun(" .. (self and "self: " .. self .. ", " or "") ..
    'protocol: "tcp"|"udp", '
  local reads = "f: fun(client: pycap.side, server: pycap.side, flow: " ..
    "pycap.connection), options?: pycap.stream.options): pycap.follower"
  return {
    name = "stream", meaning = meaning,
    takes = {
      { "protocol", '"tcp"|"udp"' },
      { "conditions", "pycap.fields?", "conditions on fields of the flow, " ..
        "as in `on(\"flow\")`; default: none" },
      { "f", "fun(client: pycap.side, server: pycap.side, flow: " ..
        "pycap.connection)", "runs as a coroutine for each connection" },
      { "options", "pycap.stream.options?" },
    },
    forms = {
      { "protocol, f, options", fun .. reads,
        "The same without conditions." },
      { "protocol, conditions, f, {pieces = true}", fun .. "conditions: " ..
        "pycap.fields, f: fun(flow: pycap.connection, side: " ..
        "\"client\"|\"server\", offset: integer, bytes: string), options: " ..
        "pycap.stream.options): pycap.follower",
        "Calls `f` with bytes as they come into order, without a coroutine." },
    },
    gives = { { "pycap.follower" } },
  }
end
