package io.patchbay.trunk.account;

import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.trunk.events.FactLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How the peers of trunks are, shared by the replicas through the topic `trunk-state`: whoever
/// looks after a trunk writes, everybody reads. Thread-safe.
public final class TrunkBoard {
  private final ConcurrentMap<String, TrunkStateRecord> states = new ConcurrentHashMap<>();
  private final FactLog facts;
  private final String replica;
  private final InstantSource clock;

  /// Knows nothing yet.
  ///
  /// @param replica name of this one
  public TrunkBoard(FactLog facts, String replica, InstantSource clock) {
    this.facts = facts;
    this.replica = replica;
    this.clock = clock;
  }

  /// What a replica, maybe this one, has written; an older word than the last one is passed over.
  public void read(TrunkStateRecord record) {
    states.merge(
        record.getTrunk(),
        record,
        (old, fresh) -> fresh.getAt().getSeconds() >= old.getAt().getSeconds() ? fresh : old);
  }

  /// Its record is gone from the topic.
  public void removed(String trunk) {
    states.remove(trunk);
  }

  void write(TrunkStateRecord.Builder state) {
    Instant now = clock.instant();
    state.setReplica(replica);
    state.getAtBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano());
    TrunkStateRecord record = state.build();
    states.put(record.getTrunk(), record);
    facts.publish(Topics.TRUNK_STATE, record.getTrunk(), record);
  }

  public Optional<TrunkStateRecord> find(String trunk) {
    return Optional.ofNullable(states.get(trunk));
  }

  /// Every word there is.
  public Collection<TrunkStateRecord> all() {
    return List.copyOf(states.values());
  }

  /// Does a registrar know us by this trunk now?
  public boolean registered(String trunk) {
    TrunkStateRecord state = states.get(trunk);
    return state != null
        && state.getRegisteredUntil().getSeconds() > clock.instant().getEpochSecond();
  }

  /// Did its peer stop answering OPTIONS?
  public boolean down(String trunk) {
    TrunkStateRecord state = states.get(trunk);
    return state != null && state.getHealth() == TrunkStateRecord.Health.HEALTH_DOWN;
  }

  /// Trunks that a registrar knows now.
  public long registeredCount() {
    return states.keySet().stream().filter(this::registered).count();
  }

  /// Trunks that want a registration and have none, or whose peer is down.
  public long failing() {
    return states.values().stream()
        .filter(state ->
            down(state.getTrunk())
                || (state.getRegistration() == TrunkStateRecord.Registration.REGISTRATION_FAILED
                    && !registered(state.getTrunk())))
        .count();
  }
}
