package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.session.Context;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.Termination;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The context of one call: who hears whom (H.248.1 §6.1). For the mailbox thread.
public final class CallContext {
  private final MediaEngine engine;
  private final Set<Termination> members = new LinkedHashSet<>();
  private @Nullable Context context;

  public CallContext(MediaEngine engine) {
    this.engine = requireNonNull(engine, "engine");
  }

  /// Makes these the members, and no others.
  public void set(Collection<? extends Termination> wanted) {
    var open = context;
    if (open == null) {
      open = engine.openContext();
      context = open;
    }
    for (Termination old : Set.copyOf(members)) {
      if (!wanted.contains(old)) {
        open.leave(old);
        members.remove(old);
      }
    }
    for (Termination next : wanted) {
      if (members.add(next)) {
        open.join(next);
      }
    }
  }

  /// A termination that is about to be closed.
  public void leave(Termination gone) {
    if (members.remove(gone) && context != null) {
      context.leave(gone);
    }
  }

  public void close() {
    members.clear();
    if (context != null) {
      context.close();
      context = null;
    }
  }
}
