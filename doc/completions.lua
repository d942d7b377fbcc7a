--
-- completions.lua - what bash, zsh and fish complete after pcaplua: its
-- options, devices, files, scripts and fields
--
local FIELDS <const> = { fields = true, top = true }
local FILES <const> = { read = true, ["filter-file"] = true, write = true,
  script = true, check = true }

-- What an argument is: a list of words, or one of the kinds below.
local function kind(row)
  if not row.argument then return nil end
  if row.argument:find "|" then return (row.argument:gsub("|", " ")), true end
  if FIELDS[row.name] then return "fields" end
  if FILES[row.name] then return "files" end
  return row.name == "interface" and "devices" or "other"
end

-- Names of fields, as --fields takes them.
local function fields(protocols)
  local names = { "packet.time", "packet.length", "packet.caplen",
    "packet.malformed" }
  for _, protocol in ipairs(protocols) do
    for _, field in ipairs(protocol.fields) do
      names[#names + 1] = protocol.name .. "." .. field.name
    end
    for _, member in ipairs(protocol.computed or {}) do
      names[#names + 1] = protocol.name .. "." .. member.name
    end
  end
  return table.concat(names, " ")
end

local devices <const> =
  [[pcaplua -D 2>/dev/null | sed 's/^[0-9]*\.\([^ ]*\).*/\1/']]
local scripts <const> = "pcaplua --list-scripts 2>/dev/null"

local function bash(rows, names)
  local words, cases = {}, {}
  for _, row in ipairs(rows) do
    local patterns = "--" .. row.name
    words[#words + 1] = patterns
    if row.letter then
      words[#words + 1] = "-" .. row.letter
      patterns = "-" .. row.letter .. "|" .. patterns
    end
    local what, listed = kind(row)
    local reply = listed and ('COMPREPLY=($(compgen -W "%s" -- "$word"))')
      :format(what) or what == "devices" and
      'COMPREPLY=($(compgen -W "$(_pcaplua_devices)" -- "$word"))'
      or what == "files" and 'COMPREPLY=($(compgen -f -- "$word"))'
      or what == "fields" and '_pcaplua_fields "$word"'
      or what and "COMPREPLY=()"
    if reply then
      cases[#cases + 1] = ("    %s) %s; return ;;"):format(patterns, reply)
    end
  end
  return table.concat({
    "# bash completion of pcaplua", "_pcaplua_devices() {",
    "  " .. devices, "}", "_pcaplua_scripts() {", "  " .. scripts, "}",
    "# The last of several names, apart by commas.", "_pcaplua_fields() {",
    [[  local before=""]],
    '  case "$1" in *,*) before="${1%,*}," ;; esac',
    ('  COMPREPLY=($(compgen -P "$before" -W "%s" -- "${1##*,}"))')
      :format(names), "}", "_pcaplua() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[COMP_CWORD-1]}" in', table.concat(cases, "\n"),
    "  esac", '  if [[ $word == -* ]]; then',
    ('    COMPREPLY=($(compgen -W "%s" -- "$word"))'):format(
      table.concat(words, " ")),
    "  else",
    '    COMPREPLY=($(compgen -f -W "$(_pcaplua_scripts)" -- "$word"))',
    "  fi", "}", "complete -o filenames -F _pcaplua pcaplua", "",
  }, "\n")
end

local function zsh(rows, names)
  local lines = {}
  for _, row in ipairs(rows) do
    local what, listed = kind(row)
    local action = not what and "" or ":" .. row.argument:gsub("|", " or ") ..
      ":" .. (listed and "(" .. what .. ")" or what == "devices" and
        "_pcaplua_devices" or what == "files" and "_files"
        or what == "fields" and "_pcaplua_fields" or " ")
    local text = "[" .. row.text:gsub("[%[%]:]", "\\%0"):gsub("'", "'\\''")
      .. "]"
    local long = "--" .. row.name
    if row.letter then
      lines[#lines + 1] = ("    '*-%s%s%s'"):format(row.letter, text, action)
    end
    lines[#lines + 1] = ("    '*%s%s%s'"):format(long, text, action)
  end
  return table.concat({
    "#compdef pcaplua", "_pcaplua_devices() {",
    "  compadd -- ${(f)\"$(" .. devices .. ")\"}", "}",
    "_pcaplua_fields() {", "  _values -s , field " .. names, "}",
    "_pcaplua_words() {",
    "  compadd -- ${(f)\"$(" .. scripts .. ")\"}", "  _files", "}",
    "_pcaplua() {", "  _arguments -S \\", table.concat(lines, " \\\n") .. " \\",
    "    '*:script or filter:_pcaplua_words'", "}", '_pcaplua "$@"', "",
  }, "\n")
end

local function fish(rows, names)
  local lines = {
    "# fish completion of pcaplua",
    "function __pcaplua_devices", "  " .. devices, "end",
    "function __pcaplua_scripts", "  " .. scripts, "end",
    "complete -c pcaplua -a '(__pcaplua_scripts)'",
  }
  for _, row in ipairs(rows) do
    local what, listed = kind(row)
    local line = "complete -c pcaplua"
    if row.letter then line = line .. " -s " .. row.letter end
    line = line .. " -l " .. row.name
    if what then line = line .. " -r" end
    if what and what ~= "files" then line = line .. " -f" end
    if listed then line = line .. " -a '" .. what .. "'" end
    if what == "devices" then line = line .. " -a '(__pcaplua_devices)'" end
    if what == "fields" then line = line .. " -a '" .. names .. "'" end
    lines[#lines + 1] = line .. " -d '" .. row.text:gsub("'", "\\'") .. "'"
  end
  return table.concat(lines, "\n") .. "\n"
end

return function(rows, protocols)
  local names = fields(protocols)
  return {
    ["pcaplua.bash"] = bash(rows, names), ["_pcaplua"] = zsh(rows, names),
    ["pcaplua.fish"] = fish(rows, names),
  }
end
