--
-- options.lua - pcaplua's options as its table has them: a list of {letter =
-- or nil, name =, argument = or nil, group =, text =}
--
return function(program)
  local pipe = assert(io.popen(program .. " --options-table"))
  local rows = {}
  for line in pipe:lines() do
    local letter, name, argument, group, text =
      line:match "^(.)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$"
    rows[#rows + 1] = {
      letter = letter ~= "-" and letter or nil, name = name,
      argument = argument ~= "" and argument or nil, group = group, text = text,
    }
  end
  assert(pipe:close() and #rows > 0, program .. " tells no options")
  return rows
end
