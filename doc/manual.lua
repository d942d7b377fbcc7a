--
-- manual.lua - pcaplua(1), of the options' table and of what is said below
--
local head <const> = [[
.TH PCAPLUA 1 2026-11-28 "pycap" "User commands"
.SH NAME
pcaplua \- print packets, or run packet scripts
.SH SYNOPSIS
.B pcaplua
.RI [ options ] " " [ filter ]
.br
.B pcaplua
.RI [ options ] " script.lua " [ arguments ]
.br
.B pcaplua
.RI [ options ]
.B \-\-each
.IR chunk " [" filter ]
.br
.B pcaplua
.RI [ options ]
.B \-\-interactive
.RI [ filter ]
.SH DESCRIPTION
.B pcaplua
reads packets from a device or a capture file, as
.BR tcpdump (8)
does, and prints a line for each; or it runs a script in Lua on them.
.PP
The first word is a script when it ends in
.BR .lua ,
is
.B \-
(standard input), names an installed script
.RB ( top ),
or holds a slash and is a file.
Else all words are a filter in the language of
.BR pcap\-filter (7).
.PP
A script whose first line is
.B #!/usr/bin/env pcaplua
and which is the first word of all takes the options of what is read behind its
name, too
.RB ( "./top.lua \-r file" ).
From the first other word on, or behind
.BR \-\- ,
words are its own.
.PP
At the prompt of
.BR \-\-interactive ,
or of
.B pcaplua
without any words on a terminal, each statement in Lua runs as soon as it is
whole, and the values of an expression are printed.
Tab completes names of functions, variables, headers and fields, if the build
has libedit
.RB ( \-\-version
tells).
.PP
Bytes from the wire never reach a terminal unescaped.
]]

local tail <const> = [[
.SH SIGNALS
The first Ctrl\-C, SIGTERM or SIGHUP ends the loop; what was counted is printed.
The second Ctrl\-C ends the script.
At the prompt Ctrl\-C ends the statement.
SIGUSR1 says how many packets there were up to now.
With
.B \-w
SIGHUP closes the file and opens it anew.
.SH ENVIRONMENT
.TP
.B NO_COLOR
No colour on terminals, when it is set and not empty.
.TP
.BR LUA_INIT_5_4 ", " LUA_INIT
Run before the script, as
.B lua5.4
does.
.TP
.BR XDG_STATE_HOME ", " HOME
Where the history of the prompt is kept: see below.
.SH FILES
.TP
.I ~/.local/state/pycap/history
The last lines of the prompt; with XDG_STATE_HOME it is
.IR pycap/history
in that folder.
.TP
.I ~/.editrc
Keys of the editor, as
.BR editrc (5)
has it.
.SH EXIT STATUS
The script's own; else
.TP
.B 0
all went well
.TP
.B 1
the script failed, the capture file broke off, or what is printed or written
could not be written
.TP
.B 2
wrong usage
.TP
.B 3
the script, or what is to be read, could not be opened
.TP
.B 130
an interrupt ended it
.SH EXAMPLES
.TP
.B pcaplua \-r file net 192.0.2.0/24 and udp
A line for each of these packets.
.TP
.B pcaplua \-r file \-\-where \(aqarp.operation == "reply"\(aq \-w replies.pcap
ARP replies, into another file.
.TP
.B pcaplua \-r file \-\-where arp \-\-each \(aqprint(arp.sourceprotocol)\(aq
Who sends ARP.
.TP
.B pcaplua \-i eth0 \-v arp
All fields of ARP, as they come.
.TP
.B pcaplua \-r file \-T csv \-\-fields packet.time,ip.source \-\-header
A table for another program.
.TP
.B pcaplua \-r file \-\-top 'ip.source, packet.length'
Who sent most.
.TP
.B pcaplua \-r file top conversation
The installed script
.BR top .
.SH SEE ALSO
.BR pycap (3lua),
.BR libpycap (3),
.BR pcap\-filter (7),
.BR tcpdump (8)
]]

local function escape(text)
  return (text:gsub("\\", "\\e"):gsub("%-", "\\-"):gsub("^([.'])", "\\&%1"))
end

return function(rows)
  local parts, group = { head, ".SH OPTIONS\n" }, nil
  for _, row in ipairs(rows) do
    if row.group ~= group then
      group = row.group
      parts[#parts + 1] = ".SS " .. group .. "\n"
    end
    local names = "\\fB\\-\\-" .. escape(row.name) .. "\\fR"
    if row.letter then
      names = "\\fB\\-" .. row.letter .. "\\fR, " .. names
    end
    if row.argument then
      names = names .. " \\fI" .. escape(row.argument) .. "\\fR"
    end
    parts[#parts + 1] = (".TP\n%s\n%s\n"):format(names, escape(row.text))
  end
  parts[#parts + 1] = tail
  return table.concat(parts)
end
