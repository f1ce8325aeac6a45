package io.patchbay.simulator.world;

import io.patchbay.line.Cause;
import io.patchbay.simulator.network.NetworkCall;
import io.patchbay.simulator.network.Party;
import java.util.Arrays;

/// A SIM card the network cannot reach now (cause 20).
record AbsentParty(String number) implements Party {
  @Override
  public Admission offered(NetworkCall call) {
    return new Admission.Refuses(Cause.SUBSCRIBER_ABSENT);
  }

  @Override
  public void alerting(NetworkCall call) {}

  @Override
  public void answered(NetworkCall call) {}

  @Override
  public void released(NetworkCall call, Cause cause) {}

  @Override
  public void speak(NetworkCall call, short[] frame) {
    Arrays.fill(frame, (short) 0);
  }

  @Override
  public void hear(NetworkCall call, short[] frame) {}
}
