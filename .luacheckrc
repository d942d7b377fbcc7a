std = "lua54"
max_line_length = 80
exclude_files = { "build" }
files["spec/**/*_spec.lua"] = { std = "lua54+busted" }
files["spec/declared/*.lua"] = { std = "lua54+busted" }
files["examples/embed/*.lua"] = { globals = { "pycap", "count" } }
files["spec/embed/*.lua"] = { globals = { "pycap", "host", "count" } }
-- Stubs: functions without a body, and lines as long as their types.
files["share/library/*.lua"] = { ignore = { "212", "241", "631" } }
-- Those of global variables.
files["share/library/pcaplua.lua"] = { globals = { "pycap" } }
files["share/each/*.lua"] = { ignore = { "111", "631" } }
