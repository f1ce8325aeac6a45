package io.patchbay.scenarios.harness;

import io.patchbay.proto.sim.v1.OperatePhoneRequest;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.Flash;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.OffHook;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.OnHook;
import io.patchbay.proto.sim.v1.OperatePhoneRequest.Speak;
import java.nio.file.Path;
import java.time.Duration;

/// A simulated analogue telephone and the hand that lifts it.
///
/// @param name `fxs-1`, …
public record Handset(Simulated world, String name) {
  private static final double DIAL_TONE_HZ = 425;

  /// Lifts it and records what it hears.
  public void lift(Path recording) {
    world.phone(request().setOffHook(OffHook.getDefaultInstance()));
    hear(recording);
  }

  /// Lifts it and waits for dial tone.
  public void liftForDialTone(Path recording) {
    lift(recording);
    awaitDialTone(recording);
  }

  public void hangUp() {
    world.phone(request().setOnHook(OnHook.getDefaultInstance()));
  }

  /// Waits until it rings.
  public void awaitRing() {
    Await.until(
        "ringing of " + name,
        Duration.ofSeconds(20),
        () -> world.lineState(name).equals("ringing"));
  }

  public boolean lifted() {
    return world.lineState(name).equals("off-hook");
  }

  /// By tones: at the beginning to dial, in a call to send digits.
  public void dial(String digits) {
    world.phone(request().setDial(digits));
  }

  public void flash() {
    world.phone(request().setFlash(Flash.getDefaultInstance()));
  }

  /// Says the test tone and records what it hears.
  public void talk(Path recording) {
    speak(Speak.newBuilder().setSay("tone:1000@-7").setRecord(recording.toString()));
  }

  /// A fax machine speaks and listens in its place.
  public void talk(FaxMachine machine) {
    speak(Speak.newBuilder().setSay(machine.say()));
  }

  /// Records what it hears from now on.
  public void hear(Path recording) {
    speak(Speak.newBuilder().setRecord(recording.toString()));
  }

  private void speak(Speak.Builder speak) {
    world.phone(request().setSpeak(speak));
  }

  /// Waits until what it records ends with dial tone.
  public static void awaitDialTone(Path recording) {
    awaitTone(recording, DIAL_TONE_HZ);
  }

  /// Waits until it ends with a tone of this frequency.
  public static void awaitTone(Path recording, double hz) {
    Await.until(
        "a tone of " + hz + " Hz in " + recording,
        Duration.ofSeconds(20),
        () -> {
          ToneMeter heard = ToneMeter.read(recording);
          return heard.seconds() >= 0.5 && heard.last(0.3).levelAt(hz) > -20;
        });
  }

  private OperatePhoneRequest.Builder request() {
    return OperatePhoneRequest.newBuilder().setPhone(name);
  }
}
