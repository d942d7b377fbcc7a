std = "lua54"
max_line_length = 80
exclude_files = { "build" }
files["spec/**/*_spec.lua"] = { std = "lua54+busted" }
