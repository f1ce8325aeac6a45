package io.patchbay.simulator.sms;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.tpdu.Concatenation;
import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.UserData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The message part of a subscriber's telephone: joins the parts of long messages and notes the
/// text.
public final class SubscriberPhone implements SmsRecipient {
  private static final int MOST_INCOMPLETE = 50;

  private final Subscriber subscriber;
  private final Journal journal;
  private final Map<String, TreeMap<Integer, UserData>> incomplete = new LinkedHashMap<>();

  public SubscriberPhone(Subscriber subscriber, Journal journal) {
    this.subscriber = requireNonNull(subscriber, "subscriber");
    this.journal = requireNonNull(journal, "journal");
  }

  @Override
  public boolean take(byte[] tpdu) {
    if (subscriber.behaviour().mode() == Behaviour.Mode.ABSENT) {
      return false;
    }
    try {
      if (Tpdu.decode(tpdu) instanceof Tpdu.Deliver deliver) {
        read(deliver);
      }
    } catch (TpduException e) {
      journal.note(
          subscriber.number(), WorldEvent.Kind.SMS_RECEIVED, "unreadable: " + e.getMessage());
    }
    return true;
  }

  private void read(Tpdu.Deliver deliver) {
    String from = deliver.originator().value();
    Optional<Concatenation> place = deliver.data().concatenation();
    if (place.isEmpty()) {
      show(from, deliver.data().text());
      return;
    }
    Concatenation part = place.get();
    String key = from + "/" + part.reference() + "/" + part.total() + "/" + part.bits();
    TreeMap<Integer, UserData> parts = incomplete.computeIfAbsent(key, _ -> new TreeMap<>());
    parts.put(part.sequence(), deliver.data());
    if (parts.size() == part.total()) {
      incomplete.remove(key);
      show(from, SmsText.join(java.util.List.copyOf(parts.values())));
    } else if (incomplete.size() > MOST_INCOMPLETE) {
      incomplete.remove(incomplete.keySet().iterator().next());
    }
  }

  private void show(String from, String text) {
    journal.note(subscriber.number(), WorldEvent.Kind.SMS_RECEIVED, 0, from, text);
  }
}
