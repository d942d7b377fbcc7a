/*
** table.c - the options of pcaplua
*/
#include "table.h"

#include "options.h"

#define AT(member) offsetof(Options, member)
#define NUMBER(member, lowest, highest, what) \
  KIND_NUMBER, AT(member), .takes = what, .least = lowest, .most = highest
#define SECONDS(member, lowest, highest, what) \
  KIND_SECONDS, AT(member), .takes = what, .least = lowest, .most = highest

const char *const option_groups[GROUPS] = {
  [GROUP_READ] = "Reading",
  [GROUP_PRINT] = "Printing, without a script",
  [GROUP_WRITE] = "Writing, without a script",
  [GROUP_LINE] = "One-liners, without a script",
  [GROUP_LIST] = "Lists",
  [GROUP_SCRIPT] = "Scripts",
  [GROUP_OTHER] = "Others"
};

const OptionRow option_rows[] = {
  {'r', "read", "file", GROUP_READ, KIND_FILE, 0,
   .text = "a capture file (pcap, pcapng, compressed or not; - is\n"
           "standard input), or a stream over TCP"},
  {0, "follow", NULL, GROUP_READ, KIND_FLAG, AT(source.follow),
   .text = "wait for more data at the end of the file"},
  {0, "reconnect", NULL, GROUP_READ, KIND_FLAG, AT(source.reconnect),
   .text = "for -r tcp://host:port and tcp-listen:port: connect\n"
           "again when a stream ends"},
  {'i', "interface", "device", GROUP_READ, KIND_TEXT, AT(source.device),
   .text = "a device, by name or its number in -D, or any\n"
           "(default: the one libpcap chooses)"},
  {'f', "filter", "filter", GROUP_READ, KIND_TEXT, AT(filter),
   .text = "only packets that match, in tcpdump's language"},
  {'F', "filter-file", "file", GROUP_READ, KIND_TEXT, AT(filter_file),
   .text = "the filter is in this file"},
  {'c', "packets", "count", GROUP_READ,
   NUMBER(count, 1, 9e15, "a number of packets"),
   .text = "end after so many packets"},
  {'s', "snapshot-length", "bytes", GROUP_READ,
   NUMBER(snaplen, 0, SOURCE_SNAPLEN, "a number of bytes up to 262144"),
   .text = "bytes kept of each packet (0: 262144, the default)"},
  {'p', "no-promiscuous-mode", NULL, GROUP_READ, KIND_FLAG, AT(modest),
   .text = "do not make the device promiscuous"},
  {'I', "monitor-mode", NULL, GROUP_READ, KIND_FLAG, AT(source.monitor),
   .text = "monitor mode of a wireless device"},
  {'B', "buffer-size", "KiB", GROUP_READ,
   NUMBER(buffer, 1, 2097151, "a number of KiB"),
   .text = "size of the kernel's buffer"},
  {'Q', "direction", "in|out|inout", GROUP_READ, KIND_WORD,
   AT(source.direction), .text = "only packets of this direction"},
  {'y', "linktype", "type", GROUP_READ, KIND_TEXT, AT(source.datalink),
   .text = "the link type to ask the device for (-L lists them)"},
  {'j', "time-stamp-type", "type", GROUP_READ, KIND_TEXT,
   AT(source.timestamps),
   .text = "the type of time stamp (-J lists them)"},
  {0, "no-fragments", NULL, GROUP_READ, KIND_FLAG, AT(frames),
   .text = "do not put fragments of IP together: the handlers of\n"
           "scripts get frames as they come"},
  {0, "protocol", "file", GROUP_READ, KIND_PROTOCOL, 0,
   .text = "a module in Lua that declares a protocol with\n"
           "pycap.protocol (may be repeated)"},
  {0, "immediate-mode", NULL, GROUP_READ, KIND_FLAG, AT(source.immediate),
   .text = "deliver each packet as it arrives"},

  {'v', "verbose", NULL, GROUP_PRINT, KIND_COUNT, AT(verbose),
   .text = "all fields, as a tree"},
  {'q', "quick", NULL, GROUP_PRINT, KIND_FLAG, AT(quick),
   .text = "shorter lines"},
  {'e', "link", NULL, GROUP_PRINT, KIND_FLAG, AT(link),
   .text = "print the link header, too"},
  {'t', "time", NULL, GROUP_PRINT, KIND_COUNT, AT(time),
   .text = "-t no time; -tt seconds since 1970; -ttt since the\n"
           "packet before; -tttt date and time; -ttttt since the\n"
           "first packet"},
  {0, "nano", NULL, GROUP_PRINT, KIND_FLAG, AT(nano),
   .text = "times in nanoseconds"},
  {0, "micro", NULL, GROUP_PRINT, KIND_FLAG, AT(micro),
   .text = "times in microseconds (the default, except for -w)"},
  {'n', "numeric", NULL, GROUP_PRINT, KIND_COUNT, AT(numeric),
   .text = "addresses as numbers (the default)"},
  {'N', "names", NULL, GROUP_PRINT, KIND_FLAG, AT(names),
   .text = "names instead of addresses, from the pcapng file and\n"
           "/etc/hosts; never from DNS"},
  {'x', "hex", NULL, GROUP_PRINT, KIND_COUNT, AT(hex),
   .text = "print the bytes, too; -xx with the link header"},
  {'X', "hex-text", NULL, GROUP_PRINT, KIND_COUNT, AT(hex_text),
   .text = "bytes and characters; -XX with the link header"},
  {'T', "format", "json|fields|csv", GROUP_PRINT, KIND_WORD, AT(format),
   .text = "for other programs: one JSON object a line; the\n"
           "fields of --fields; the same as CSV (RFC 4180)"},
  {0, "fields", "names", GROUP_PRINT, KIND_TEXT, AT(fields),
   .text = "print these fields, as packet.time,ip.source"},
  {0, "separator", "text", GROUP_PRINT, KIND_TEXT, AT(separator),
   .text = "text between fields (a tab; for csv a comma)"},
  {0, "header", NULL, GROUP_PRINT, KIND_FLAG, AT(header),
   .text = "print the names of the fields first"},
  {0, "top", "names", GROUP_PRINT, KIND_TEXT, AT(top),
   .text = "count packets by these fields, print the largest\n"
           "first; a packet.length at the end is added up:\n"
           "--top 'ip.source, packet.length'"},
  {0, "count", NULL, GROUP_PRINT, KIND_FLAG, AT(tell),
   .text = "print only the number of packets"},

  {'w', "write", "file", GROUP_WRITE, KIND_TEXT, AT(write),
   .text = "write a capture file instead of printing (.pcapng or\n"
           "pcap; also .gz, .zst, .lz4, .xz; - is standard\n"
           "output; tcp://host:port, tcp-listen:port); SIGHUP\n"
           "closes it and opens it again"},
  {'C', "file-size", "megabytes", GROUP_WRITE,
   NUMBER(file_size, 1, 9e9, "a number of megabytes"),
   .text = "begin a new file after so many millions of bytes,\n"
           "with a number appended to the name"},
  {'G', "rotate-seconds", "seconds", GROUP_WRITE,
   NUMBER(rotate, 1, 9e9, "a number of seconds"),
   .text = "begin a new file after so many seconds; the name may\n"
           "be a pattern for strftime: %H%M%S"},
  {'W', "file-count", "files", GROUP_WRITE,
   NUMBER(file_count_limit, 1, 1e6, "a number of files"),
   .text = "with -C: overwrite the first file after so many;\n"
           "with -G alone: end after so many"},
  {'U', "packet-buffered", NULL, GROUP_WRITE, KIND_FLAG, AT(unbuffered),
   .text = "write each packet at once"},

  {0, "where", "expression", GROUP_LINE, KIND_TEXT, AT(where),
   .text = "only packets for which this holds, in Lua:\n"
           "--where 'arp.operation == \"reply\"'; its names are\n"
           "headers, fields and members of the packet"},
  {0, "each", "chunk", GROUP_LINE, KIND_TEXT, AT(each),
   .text = "run this for each packet instead of printing it:\n"
           "--each 'print(arp.sourceprotocol)'; an absent field\n"
           "is nil"},
  {0, "begin", "chunk", GROUP_LINE, KIND_TEXT, AT(begin),
   .text = "with --each: run this before the first packet"},
  {0, "end", "chunk", GROUP_LINE, KIND_TEXT, AT(end),
   .text = "with --each: run this after the last packet"},

  {'D', "list-interfaces", NULL, GROUP_LIST, KIND_FLAG, AT(devices),
   .text = "the devices"},
  {'L', "list-data-link-types", NULL, GROUP_LIST, KIND_FLAG, AT(links),
   .text = "the link types of the device"},
  {'J', "list-time-stamp-types", NULL, GROUP_LIST, KIND_FLAG, AT(stamps),
   .text = "the types of time stamp of the device"},
  {'d', "program", NULL, GROUP_LIST, KIND_COUNT, AT(program),
   .text = "the compiled filter; -dd as C; -ddd as numbers"},
  {0, "list-scripts", NULL, GROUP_LIST, KIND_FLAG, AT(scripts),
   .text = "the installed scripts"},

  {0, "script", "file", GROUP_SCRIPT, KIND_REST, AT(script),
   .text = "the script, whatever its name; the words after it are\n"
           "its arguments"},
  {0, "eval", "chunk", GROUP_SCRIPT, KIND_TEXT, AT(chunk),
   .text = "run this text as the script"},
  {0, "interactive", NULL, GROUP_SCRIPT, KIND_FLAG, AT(interactive),
   .text = "a prompt for Lua, in which capture is what -i or -r\n"
           "says; so is pcaplua on a terminal without any words"},
  {0, "check", "file", GROUP_SCRIPT, KIND_REST, AT(check),
   .text = "look for mistakes in a script, without packets; the\n"
           "words after it are its arguments"},
  {0, "test", "folder", GROUP_SCRIPT, KIND_TEXT, AT(test),
   .text = "run each NAME.lua of a folder on its NAME.pcap, and\n"
           "compare what it prints with NAME.out, and what it\n"
           "sends with NAME.sent.pcap"},
  {0, "update", NULL, GROUP_SCRIPT, KIND_FLAG, AT(update),
   .text = "with --test: write these files instead"},
  {0, "sent", "file", GROUP_SCRIPT, KIND_TEXT, AT(sent),
   .text = "", .hidden = true},
  {0, "profile", NULL, GROUP_SCRIPT, KIND_FLAG, AT(profile),
   .text = "print at the end how often each callback of the\n"
           "script was called, and how long it took"},
  {0, "watch", NULL, GROUP_SCRIPT, KIND_FLAG, AT(watch),
   .text = "run the script anew when its file has changed, while\n"
           "the capture goes on"},
  {0, "workers", "n", GROUP_SCRIPT,
   NUMBER(workers, 1, 1024, "a number from 1 to 1024"),
   .text = "run the script n times at once, each on a part of the\n"
           "packets: flows of the device, or files (-r may be\n"
           "repeated); the script's result(), merge(a, b) and\n"
           "report(result, last) join the results"},
  {0, "memory", "bytes", GROUP_SCRIPT, KIND_SIZE, AT(memory),
   .takes = "bytes, from 1 on, with k, m or g behind them or not",
   .text = "limit of a script's memory; may end in k, m or g\n"
           "(KiB, MiB, GiB)"},
  {0, "instructions", "n", GROUP_SCRIPT, KIND_SIZE, AT(instructions),
   .takes = "a number from 1 on, with k, m or g behind it or not",
   .text = "limit of Lua instructions for each packet; the limit\n"
           "for loading the script is a hundred times as high"},
  {0, "sandbox", NULL, GROUP_SCRIPT, KIND_FLAG, AT(sandbox),
   .text = "for a script that nobody has read: it has the source\n"
           "and what the next three options name, no other files,\n"
           "devices or programs, and limits (--memory 256m; a\n"
           "second of processor time for each packet)"},
  {0, "allow-read", "path", GROUP_SCRIPT, KIND_LIST, AT(readable),
   .text = "with --sandbox: the script may read this file, or all\n"
           "files of this folder (may be repeated)"},
  {0, "allow-write", "path", GROUP_SCRIPT, KIND_LIST, AT(writable),
   .text = "with --sandbox: the same, to read and write"},
  {0, "inject", "device", GROUP_SCRIPT, KIND_LIST, AT(injected),
   .text = "with --sandbox: the script may send on this device\n"
           "(may be repeated)"},
  {0, "merge-every", "seconds", GROUP_SCRIPT,
   SECONDS(merge_every, 0.001, 1e6, "seconds, from 0.001 on"),
   .text = "join the results this often, not only at the end"},
  {0, "by", "file|flow", GROUP_SCRIPT, KIND_WORD, AT(by),
   .text = "give workers whole files, or flows of all files\n"
           "(default: flow, if fewer files than workers)"},
  {0, "on-worker-error", "stop|go-on", GROUP_SCRIPT, KIND_WORD, AT(failure),
   .text = "whether the other workers stop when one fails (stop)"},

  {'Z', "relinquish-privileges", "user", GROUP_OTHER, KIND_TEXT, AT(user),
   .text = "become this user once the devices are open (default\n"
           "for root without a script: the user behind sudo, else\n"
           "nobody); root: stay root"},
  {'l', "line-buffered", NULL, GROUP_OTHER, KIND_FLAG, AT(line_buffered),
   .text = "write each line at once"},
  {'h', "help", NULL, GROUP_OTHER, KIND_HELP, 0, .text = "this text"},
  {0, "version", NULL, GROUP_OTHER, KIND_VERSION, 0, .text = "the version"},
  {0, "options-table", NULL, GROUP_OTHER, KIND_FLAG, AT(table),
   .text = "", .hidden = true},
  {.name = NULL}
};
