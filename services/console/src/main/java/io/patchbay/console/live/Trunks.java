package io.patchbay.console.live;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.proto.event.v1.TrunkStateRecord.Health;
import io.patchbay.proto.event.v1.TrunkStateRecord.Registration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Joins what the documents say of trunks with what was heard of them. Thread-safe.
public final class Trunks {
  private final Board board;
  private final Supplier<Documents> documents;
  private final InstantSource clock;

  public Trunks(Board board, Supplier<Documents> documents, InstantSource clock) {
    this.board = board;
    this.documents = documents;
    this.clock = clock;
  }

  /// By name.
  public List<TrunkView> all() {
    return documents.get().trunks().entrySet().stream()
        .map(each -> view(each.getKey(), each.getValue()))
        .toList();
  }

  /// The trunk of this name.
  ///
  /// @throws Fault NOT_FOUND
  public TrunkView find(String name) {
    TrunkSpec spec = documents.get().trunks().get(name);
    if (spec == null) {
      throw new Fault(Fault.Kind.NOT_FOUND, "trunk " + name + ": no such trunk");
    }
    return view(name, spec);
  }

  /// Those that want a registration and have none, or whose peer does not answer.
  public List<TrunkView> failing() {
    return all().stream().filter(TrunkView::failing).toList();
  }

  private TrunkView view(String name, TrunkSpec spec) {
    TrunkStateRecord heard =
        board.trunk(name).orElse(TrunkStateRecord.getDefaultInstance()).toBuilder()
            .setTrunk(name)
            .build();
    boolean wanted = spec.getAccount().getRegister();
    String state;
    boolean failing = false;
    if (!wanted) {
      state = "no registration";
    } else if (known(heard.getRegisteredUntil())) {
      state = "registered";
    } else if (heard.getRegistration() == Registration.REGISTRATION_TRYING) {
      state = "registering";
    } else {
      state = "not registered";
      failing = heard.getRegistration() != Registration.REGISTRATION_UNSPECIFIED;
    }
    String reason = wanted ? heard.getReason() : "";
    if (spec.hasPing() && heard.getHealth() == Health.HEALTH_DOWN) {
      state += ", down";
      failing = true;
      reason = reason.isEmpty() ? heard.getHealthReason() : reason;
    }
    return new TrunkView(heard, spec.getAddress(), state, reason, failing);
  }

  private boolean known(Timestamp until) {
    return Instant.ofEpochSecond(until.getSeconds()).isAfter(clock.instant());
  }
}
