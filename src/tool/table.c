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
  [GROUP_READ] = "What is read",
  [GROUP_PRINT] = "What is printed, without a script",
  [GROUP_WRITE] = "What is written, without a script",
  [GROUP_LIST] = "Lists",
  [GROUP_SCRIPT] = "Scripts",
  [GROUP_OTHER] = "Others"
};

const OptionRow option_rows[] = {
  {'r', "read", "file", GROUP_READ, KIND_FILE, 0,
   .text = "a capture file (pcap, pcapng, compressed or not; - is\n"
           "standard input), or a stream over TCP"},
  {0, "follow", NULL, GROUP_READ, KIND_FLAG, AT(source.follow),
   .text = "wait for more where the file ends"},
  {0, "reconnect", NULL, GROUP_READ, KIND_FLAG, AT(source.reconnect),
   .text = "of -r tcp://host:port and tcp-listen:port: connect\n"
           "anew where a stream ends"},
  {'i', "interface", "device", GROUP_READ, KIND_TEXT, AT(source.device),
   .text = "a device, by name or its number in -D, or any\n"
           "(default: the one libpcap chooses)"},
  {'f', "filter", "filter", GROUP_READ, KIND_TEXT, AT(filter),
   .text = "only packets that match, in the tcpdump language"},
  {'F', "filter-file", "file", GROUP_READ, KIND_TEXT, AT(filter_file),
   .text = "the same, read from a file"},
  {'c', "packets", "count", GROUP_READ,
   NUMBER(count, 1, 9e15, "a number of packets"),
   .text = "end after so many packets"},
  {'s', "snapshot-length", "bytes", GROUP_READ,
   NUMBER(snaplen, 0, SOURCE_SNAPLEN, "a number of bytes up to 262144"),
   .text = "bytes kept of each packet (0: 262144, the default)"},
  {'p', "no-promiscuous-mode", NULL, GROUP_READ, KIND_FLAG, AT(modest),
   .text = "do not make the device promiscuous"},
  {'I', "monitor-mode", NULL, GROUP_READ, KIND_FLAG, AT(source.monitor),
   .text = "monitor mode, of a wireless device"},
  {'B', "buffer-size", "KiB", GROUP_READ,
   NUMBER(buffer, 1, 2097151, "a number of KiB"),
   .text = "size of the kernel's buffer"},
  {'Q', "direction", "in|out|inout", GROUP_READ, KIND_WORD,
   AT(source.direction), .text = "packets of one direction alone"},
  {'y', "linktype", "type", GROUP_READ, KIND_TEXT, AT(source.datalink),
   .text = "the link type to ask the device for (-L lists them)"},
  {'j', "time-stamp-type", "type", GROUP_READ, KIND_TEXT,
   AT(source.timestamps),
   .text = "who takes the time of a packet (-J lists them)"},
  {0, "protocol", "file", GROUP_READ, KIND_PROTOCOL, 0,
   .text = "a module in Lua that declares a protocol with\n"
           "pycap.protocol (may be repeated)"},
  {0, "immediate-mode", NULL, GROUP_READ, KIND_FLAG, AT(source.immediate),
   .text = "hand packets over as they arrive"},

  {'v', "verbose", NULL, GROUP_PRINT, KIND_COUNT, AT(verbose),
   .text = "all fields, as a tree"},
  {'q', "quick", NULL, GROUP_PRINT, KIND_FLAG, AT(quick),
   .text = "less of each packet"},
  {'e', "link", NULL, GROUP_PRINT, KIND_FLAG, AT(link),
   .text = "the header of the link, too"},
  {'t', "time", NULL, GROUP_PRINT, KIND_COUNT, AT(time),
   .text = "-t no time; -tt seconds since 1970; -ttt since the\n"
           "packet before; -tttt date and time; -ttttt since the\n"
           "first packet"},
  {0, "nano", NULL, GROUP_PRINT, KIND_FLAG, AT(nano),
   .text = "times with nine digits"},
  {0, "micro", NULL, GROUP_PRINT, KIND_FLAG, AT(micro),
   .text = "times with six digits (the default; of -w, nine are)"},
  {'n', "numeric", NULL, GROUP_PRINT, KIND_COUNT, AT(numeric),
   .text = "addresses as numbers (the default)"},
  {'N', "names", NULL, GROUP_PRINT, KIND_FLAG, AT(names),
   .text = "addresses by the names that a pcapng file holds and\n"
           "those of /etc/hosts; never by DNS"},
  {'x', "hex", NULL, GROUP_PRINT, KIND_COUNT, AT(hex),
   .text = "the bytes, too; -xx with the link's header"},
  {'X', "hex-text", NULL, GROUP_PRINT, KIND_COUNT, AT(hex_text),
   .text = "bytes and characters; -XX with the link's header"},
  {'T', "format", "json|fields|csv", GROUP_PRINT, KIND_WORD, AT(format),
   .text = "for programs: one JSON object a line; the fields\n"
           "that --fields names; the same as RFC 4180 has it"},
  {0, "fields", "names", GROUP_PRINT, KIND_TEXT, AT(fields),
   .text = "fields, apart by commas: packet.time,ip.source"},
  {0, "separator", "text", GROUP_PRINT, KIND_TEXT, AT(separator),
   .text = "what stands between fields (a tab, of csv a comma)"},
  {0, "header", NULL, GROUP_PRINT, KIND_FLAG, AT(header),
   .text = "the names of the fields, as a first line"},
  {0, "top", "names", GROUP_PRINT, KIND_TEXT, AT(top),
   .text = "count packets by these fields, the largest first; a\n"
           "packet.length behind them is added up: --top\n"
           "'ip.source, packet.length'"},
  {0, "count", NULL, GROUP_PRINT, KIND_FLAG, AT(tell),
   .text = "how many packets there are, and nothing else"},

  {'w', "write", "file", GROUP_WRITE, KIND_TEXT, AT(write),
   .text = "a capture file of what is read, instead of printing\n"
           "(.pcapng, .pcap; .gz, .zst, .lz4, .xz behind it; - is\n"
           "standard output; tcp://host:port, tcp-listen:port);\n"
           "SIGHUP opens it anew"},
  {'C', "file-size", "megabytes", GROUP_WRITE,
   NUMBER(file_size, 1, 9e9, "a number of megabytes"),
   .text = "a new file, with a number behind its name, after so\n"
           "many millions of bytes"},
  {'G', "rotate-seconds", "seconds", GROUP_WRITE,
   NUMBER(rotate, 1, 9e9, "a number of seconds"),
   .text = "a new file each time; its name may hold the time, as\n"
           "strftime has it: %H%M%S"},
  {'W', "file-count", "files", GROUP_WRITE,
   NUMBER(file_count_limit, 1, 1e6, "a number of files"),
   .text = "with -C: the first is written again after so many;\n"
           "with -G alone: end after so many"},
  {'U', "packet-buffered", NULL, GROUP_WRITE, KIND_FLAG, AT(unbuffered),
   .text = "each packet goes to the file at once"},

  {'D', "list-interfaces", NULL, GROUP_LIST, KIND_FLAG, AT(devices),
   .text = "the devices"},
  {'L', "list-data-link-types", NULL, GROUP_LIST, KIND_FLAG, AT(links),
   .text = "the link types of the device"},
  {'J', "list-time-stamp-types", NULL, GROUP_LIST, KIND_FLAG, AT(stamps),
   .text = "who can take the time of its packets"},
  {'d', "program", NULL, GROUP_LIST, KIND_COUNT, AT(program),
   .text = "the filter as it runs; -dd as C; -ddd as numbers"},
  {0, "list-scripts", NULL, GROUP_LIST, KIND_FLAG, AT(scripts),
   .text = "the scripts that are installed"},

  {0, "script", "file", GROUP_SCRIPT, KIND_REST, AT(script),
   .text = "the script, whatever its name; all words behind it\n"
           "are its own"},
  {0, "eval", "chunk", GROUP_SCRIPT, KIND_TEXT, AT(chunk),
   .text = "the script's text itself"},
  {0, "workers", "n", GROUP_SCRIPT,
   NUMBER(workers, 1, 1024, "a number from 1 to 1024"),
   .text = "run the script n times at once, on parts of the\n"
           "packets: flows of the device, or files (then -r may\n"
           "be repeated); result(), merge(a, b), report(result,\n"
           "last) join them"},
  {0, "memory", "bytes", GROUP_SCRIPT, KIND_SIZE, AT(memory),
   .takes = "bytes, from 1 on, with k, m or g behind them or not",
   .text = "what a script may have; k, m or g behind it: 1024\n"
           "bytes and so on"},
  {0, "instructions", "n", GROUP_SCRIPT, KIND_SIZE, AT(instructions),
   .takes = "a number from 1 on, with k, m or g behind it or not",
   .text = "what a packet may take of Lua's machine; the script's\n"
           "text may take a hundred times as many"},
  {0, "merge-every", "seconds", GROUP_SCRIPT,
   SECONDS(merge_every, 0.001, 1e6, "seconds, from 0.001 on"),
   .text = "join them so often, too, not at the end alone"},
  {0, "by", "file|flow", GROUP_SCRIPT, KIND_WORD, AT(by),
   .text = "workers read whole files, or each its own flows of\n"
           "all (flow, where there are fewer files than workers)"},
  {0, "on-worker-error", "stop|go-on", GROUP_SCRIPT, KIND_WORD, AT(failure),
   .text = "what the others do when one fails (stop)"},

  {'l', "line-buffered", NULL, GROUP_OTHER, KIND_FLAG, AT(line_buffered),
   .text = "each line is written at once"},
  {'h', "help", NULL, GROUP_OTHER, KIND_HELP, 0, .text = "this text"},
  {0, "version", NULL, GROUP_OTHER, KIND_VERSION, 0, .text = "the version"},
  {0, "options-table", NULL, GROUP_OTHER, KIND_FLAG, AT(table),
   .text = "", .hidden = true},
  {.name = NULL}
};
