--
-- pages.lua - pycap(3lua) from doc/api, libpycap(3) from src/pycap.h
--
local api = require "doc.api"

local pages = {}

-- Text of Markdown and of comments, as a man page has it.
local function plain(text)
  return (text:gsub("\\", "\\e"):gsub("%*%*([^*]+)%*%*", "%1")
    :gsub("`([^`]*)`", "\\fB%1\\fR"):gsub("%[([^%]]*)%]%([^)]*%)", "%1")
    :gsub("%-", "\\-"):gsub("\n([.'])", "\n\\&%1"):gsub("^([.'])", "\\&%1")
    :gsub('"|"', '"|\\:"'))
end

local function heading(name, section, what)
  return (".TH %s %s 2026-11-28 pycap \"%s\"\n"):format(name, section, what)
end

local function title(text)
  return ".SH \"" .. plain(text):upper():gsub('"', "") .. "\"\n"
end

-- "name(a, b) -> type, type"
local function signature(class, call)
  local takes, gives = {}, {}
  for i, argument in ipairs(call.takes or {}) do
    takes[i] = argument[2]:find "%?$" and "[" .. argument[1] .. "]"
      or argument[1]
  end
  for i, result in ipairs(call.gives or {}) do gives[i] = result[1] end
  return ("%s%s(%s)%s"):format(class.name .. (class.module and "." or ":"),
    call.name, table.concat(takes, ", "),
    #gives > 0 and " -> " .. table.concat(gives, ", ") or "")
end

local function entry(out, head, text)
  out[#out + 1] = (".TP\n\\fB%s\\fR\n%s\n"):format(plain(head),
    plain(text ~= "" and text or "\\&"))
end

function pages.lua_page()
  local out = { heading("PYCAP", "3lua", "Lua modules"), ".ad l\n",
    ".SH NAME\npycap \\- packets in Lua: captured, decoded, made, sent\n",
    ".SH SYNOPSIS\n.nf\nlocal pycap = require \"pycap\"\n.fi\n",
    ".SH DESCRIPTION\n", "A type that ends in ? may be nil. Arguments in " ..
    "brackets may be left out.\nThe guide and the reference (doc/guide, " ..
    "doc/reference.md) say more.\n" }
  for _, class in ipairs(api) do
    out[#out + 1] = title(class.title or class.name)
    out[#out + 1] = plain(class.meaning) .. "\n"
    for _, field in ipairs(class.fields or {}) do
      entry(out, class.options and field[1] or class.name .. "." .. field[1],
        ("%s%s"):format(field[2], field[3] and ": " .. field[3] or ""))
    end
    for _, call in ipairs(class.calls or {}) do
      entry(out, signature(class, call), call.meaning or "")
    end
  end
  out[#out + 1] = ".SH SEE ALSO\n.BR pcaplua (1),\n.BR libpycap (3)\n"
  return table.concat(out)
end

-- A comment without its marks, its paragraphs apart by .PP.
local function comment(text)
  local lines = {}
  for line in (text:sub(3, -3) .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = line:gsub("^%s*%*?%*?%s*", ""):gsub("%s+$", "")
  end
  text = table.concat(lines, "\n"):gsub("^\n+", ""):gsub("\n+$", "")
  return (plain(text):gsub("\n\n+", "\n.PP\n"))
end

function pages.c_page()
  local file = assert(io.open "src/pycap.h")
  local header = file:read "a"
  file:close()
  local out = { heading("LIBPYCAP", "3", "Library functions"),
    ".SH NAME\nlibpycap \\- packet scripts in Lua inside a program\n",
    ".SH SYNOPSIS\n.nf\n#include <pycap.h>\n.fi\n.PP\n",
    "cc host.c $(pkg\\-config \\-\\-cflags \\-\\-libs pycap)\n",
    ".SH DESCRIPTION\n" }
  local first = comment(header:match "^(/%*.-%*/)")
  first = first:gsub("^[^\n]*\n%.PP\n", "") -- the file's own line
  out[#out + 1] = first .. "\n.SH FUNCTIONS\n"
  for before, prototype in header:gmatch "(.-)PYCAP_API ([%a][^;#]-%);)" do
    local text
    for part in before:gmatch "/%*.-%*/" do text = part end
    local rest = text and before:sub(select(2, before:find(text, 1, true)) + 1)
    if rest and rest:find "%S" then text = nil end
    out[#out + 1] = ("%s.nf\n\\fB%s\\fR\n.fi\n"):format(
      out[#out]:find "FUNCTIONS\n$" and "" or ".PP\n",
      plain((prototype:gsub("\n%s+", "\n    "))))
    if text then out[#out + 1] = ".PP\n" .. comment(text) .. "\n" end
  end
  out[#out + 1] = ".SH SEE ALSO\n.BR pcaplua (1),\n.BR pycap (3lua)\n"
  return (table.concat(out))
end

return pages
