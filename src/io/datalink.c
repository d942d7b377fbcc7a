/*
** datalink.c - link types (DLT) by name
*/
#include "datalink.h"

#include <pcap/pcap.h>

int datalink_number(const char *name) {
  return pcap_datalink_name_to_val(name);
}

const char *datalink_name(int number) {
  return pcap_datalink_val_to_name(number);
}

const char *datalink_meaning(int number) {
  return pcap_datalink_val_to_description(number);
}
