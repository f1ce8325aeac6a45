package io.patchbay.console.live;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Bounded;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallState;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.proto.sms.v1.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// What goes on, as the topics tell it; the same in whatever order the topics are read. Bounded,
/// thread-safe.
public final class Board {
  private static final int CALLS = 5_000;
  private static final int KEPT = 200;
  private static final int ENDED = 20_000;
  private static final Duration OLDEST_CALL = Duration.ofHours(24);

  private final InstantSource clock;
  private final Map<String, LineStateRecord> lines = new TreeMap<>();
  private final Map<String, RegistrationRecord> registrations = new TreeMap<>();
  private final Map<String, TrunkStateRecord> trunks = new TreeMap<>();
  private final Map<String, PolicyStateRecord> policies = new TreeMap<>();
  private final Map<String, PhoneSetting> settings = new TreeMap<>();
  private final Map<String, Call> calls = new Bounded<>(CALLS);
  private final Map<String, Boolean> ended = new Bounded<>(ENDED);
  private final Map<String, Message> messages = new Bounded<>(KEPT);
  private final Map<String, CallRecord> records = new Bounded<>(KEPT);
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  public Board(InstantSource clock) {
    this.clock = clock;
  }

  /// Told after each change, on the thread that brought it; must not block.
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /// The last word on a line counts.
  public void line(LineStateRecord record) {
    synchronized (this) {
      LineStateRecord before = lines.get(record.getLine());
      if (before != null && Timestamps.compare(record.getAt(), before.getAt()) < 0) {
        return;
      }
      lines.put(record.getLine(), record);
    }
    tell(Section.LINES, "line", record);
  }

  /// The line is no more.
  public void lineGone(String line) {
    LineStateRecord gone;
    synchronized (this) {
      gone = lines.remove(line);
    }
    if (gone != null) {
      tell(Section.LINES, "line", gone.toBuilder().clearStatus().build());
    }
  }

  /// What policies and limits have done to a line, extension or trunk; every replica of dial-plan
  /// tells it.
  public void policy(PolicyStateRecord record) {
    synchronized (this) {
      PolicyStateRecord before = policies.get(record.getSubject());
      if (before != null && before.getRevision() >= record.getRevision()) {
        return;
      }
      policies.put(record.getSubject(), record);
    }
    tell(section(record.getSubject()), "policy", record);
  }

  private static Section section(String subject) {
    return switch (subject.substring(0, Math.max(0, subject.indexOf('/')))) {
      case "line" -> Section.LINES;
      case "extension" -> Section.EXTENSIONS;
      case "trunk" -> Section.TRUNKS;
      default -> Section.SERVICES;
    };
  }

  /// What policies have done to a line; empty: nothing, or it was restored.
  public synchronized List<PolicyFiring> policies(String line) {
    return policies
        .getOrDefault("line/" + line, PolicyStateRecord.getDefaultInstance())
        .getFiringsList();
  }

  /// The alarms of every subject of a kind that has any, by its name.
  ///
  /// @param kind `extension`, `trunk`, or `limit` for the alarms of a shared one
  public synchronized Map<String, List<PolicyFiring>> alarms(String kind) {
    Map<String, List<PolicyFiring>> alarms = new TreeMap<>();
    policies.forEach((subject, state) -> {
      if (subject.startsWith(kind + "/") && state.getFiringsCount() > 0) {
        alarms.put(subject.substring(kind.length() + 1), state.getFiringsList());
      }
    });
    return alarms;
  }

  /// What somebody has set on a phone or extension by a feature code; the last word counts.
  public void setting(PhoneSetting setting) {
    String key = setting.getPhone() + " " + setting.getFeatureValue();
    synchronized (this) {
      if (setting.getOn()) {
        settings.put(key, setting);
      } else {
        settings.remove(key);
      }
    }
    tell(Section.LINES, "setting", setting);
    tell(Section.EXTENSIONS, "setting", setting);
  }

  /// What is set on a phone or extension.
  ///
  /// @param phone `line/fxs-1`, `extension/101`
  public synchronized List<PhoneSetting> settings(String phone) {
    return settings.values().stream().filter(one -> one.getPhone().equals(phone)).toList();
  }

  /// Passed on to programs; statuses come by [#line].
  public void lineEvent(LineEventRecord record) {
    if (record.getEvent().getEventCase() != LineEvent.EventCase.STATUS) {
      tell(Section.LINES, "line-event", record);
    }
  }

  /// A call that ended stays ended, whatever is heard later.
  public void call(CallEvent event) {
    Call call = event.getCall();
    synchronized (this) {
      if (call.getCallId().isEmpty() || ended.containsKey(call.getCallId())) {
        return;
      }
      if (event.getType() == CallEvent.Type.TYPE_ENDED
          || call.getState() == CallState.CALL_STATE_ENDED) {
        calls.remove(call.getCallId());
        ended.put(call.getCallId(), true);
      } else {
        calls.put(call.getCallId(), call);
      }
    }
    tell(Section.CALLS, "call", event);
  }

  /// A record means that the call is over.
  public void record(CallRecord record) {
    boolean lived;
    synchronized (this) {
      ended.put(record.getCallId(), true);
      lived = calls.remove(record.getCallId()) != null;
      records.put(record.getCallId(), record);
    }
    if (lived) {
      tell(Section.CALLS, "record", record);
    }
    tell(Section.RECORDS, "record", record);
  }

  public void message(Message message) {
    synchronized (this) {
      Message before = messages.get(message.getMessageId());
      if (before != null && Timestamps.compare(message.getUpdatedAt(), before.getUpdatedAt()) < 0) {
        return;
      }
      messages.put(message.getMessageId(), message);
    }
    tell(Section.MESSAGES, "message", message);
  }

  public void registration(RegistrationRecord record) {
    synchronized (this) {
      if (record.getBindingsCount() == 0) {
        registrations.remove(record.getExtension());
      } else {
        registrations.put(record.getExtension(), record);
      }
    }
    tell(Section.EXTENSIONS, "registration", record);
  }

  /// The last word on a trunk counts.
  public void trunk(TrunkStateRecord record) {
    synchronized (this) {
      TrunkStateRecord before = trunks.get(record.getTrunk());
      if (before != null && Timestamps.compare(record.getAt(), before.getAt()) < 0) {
        return;
      }
      trunks.put(record.getTrunk(), record);
    }
    tell(Section.TRUNKS, "trunk", record);
    tell(Section.SERVICES, "trunk", record);
  }

  /// How a trunk is said to be.
  public synchronized Optional<TrunkStateRecord> trunk(String name) {
    return Optional.ofNullable(trunks.get(name));
  }

  /// Documents changed: lines and extensions may have other names and numbers.
  public void configured(Document document) {
    tell(Section.LINES, "config", document);
    tell(Section.EXTENSIONS, "config", document);
    tell(Section.TRUNKS, "config", document);
  }

  /// By name.
  public synchronized List<LineStateRecord> lines() {
    return List.copyOf(lines.values());
  }

  /// Oldest first.
  public synchronized List<Call> calls() {
    Timestamp oldest = Timestamps.fromMillis(clock.instant().minus(OLDEST_CALL).toEpochMilli());
    calls.values().removeIf(call -> Timestamps.compare(call.getStartedAt(), oldest) < 0);
    return newest(calls.values(), Call::getStartedAt).reversed();
  }

  public synchronized Optional<Call> call(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  /// Newest first.
  public synchronized List<Message> messages() {
    return newest(messages.values(), Message::getCreatedAt);
  }

  /// Newest first.
  public synchronized List<CallRecord> records() {
    return newest(records.values(), CallRecord::getStartedAt);
  }

  /// Bindings that have not expired.
  public synchronized Optional<RegistrationRecord> registered(String extension) {
    Timestamp now = Timestamps.fromMillis(clock.millis());
    return Optional.ofNullable(registrations.get(extension))
        .filter(record ->
            record.getBindingsList().stream()
                .anyMatch(binding -> Timestamps.compare(binding.getExpiresAt(), now) > 0));
  }

  private static <T> List<T> newest(
      Collection<T> items, java.util.function.Function<T, Timestamp> at) {
    return items.stream()
        .sorted(Comparator.comparing(at, Timestamps.comparator()).reversed())
        .toList();
  }

  private void tell(Section section, String type, com.google.protobuf.Message item) {
    Change change = new Change(section, type, item);
    listeners.forEach(listener -> listener.accept(change));
  }
}
