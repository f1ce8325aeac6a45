package io.patchbay.simulator.modem;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One message store of the modem: `SM` or `ME` – TS 27.005 §3.2.2.
final class SmsMemory {
  /// <stat> in PDU mode.
  static final int UNREAD = 0;

  static final int READ = 1;

  /// @param status 0 received unread, 1 received read
  /// @param pdu service centre address and TPDU
  record Stored(int status, byte[] pdu, boolean report) {}

  private final String name;
  private final int capacity;
  private final TreeMap<Integer, Stored> messages = new TreeMap<>();

  SmsMemory(String name, int capacity) {
    this.name = name;
    this.capacity = capacity;
  }

  String name() {
    return name;
  }

  /// Stores in the first free place; empty when there is none.
  Optional<Integer> add(byte[] pdu, boolean report) {
    for (int index = 0; index < capacity; index++) {
      if (!messages.containsKey(index)) {
        messages.put(index, new Stored(UNREAD, pdu, report));
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  Optional<Stored> get(int index) {
    return Optional.ofNullable(messages.get(index));
  }

  void markRead(int index) {
    messages.computeIfPresent(
        index, (_, stored) -> new Stored(READ, stored.pdu(), stored.report()));
  }

  boolean valid(int index) {
    return index >= 0 && index < capacity;
  }

  void delete(int index) {
    messages.remove(index);
  }

  /// AT+CMGD=x,1 deletes what was read, 2 and 3 likewise (nothing is ever stored to be sent), 4
  /// all.
  void deleteAll(int flag) {
    messages.values().removeIf(stored -> flag == 4 || stored.status() == READ);
  }

  Map<Integer, Stored> all() {
    return messages;
  }

  int used() {
    return messages.size();
  }

  int capacity() {
    return capacity;
  }

  boolean full() {
    return used() >= capacity;
  }
}
