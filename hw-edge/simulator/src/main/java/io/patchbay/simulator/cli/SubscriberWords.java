package io.patchbay.simulator.cli;

import io.patchbay.proto.sim.v1.AnswerCallRequest;
import io.patchbay.proto.sim.v1.Behaviour;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.CallResponse;
import io.patchbay.proto.sim.v1.PlaceCallRequest;
import io.patchbay.proto.sim.v1.SendDtmfRequest;
import io.patchbay.proto.sim.v1.SendSmsRequest;
import io.patchbay.proto.sim.v1.SetBehaviourRequest;
import io.patchbay.simulator.api.SimClient;
import java.io.PrintStream;

/// `subscriber NUMBER …` and `pstn [NUMBER] …`.
final class SubscriberWords {
  private final SimClient client;
  private final PrintStream out;

  SubscriberWords(SimClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /// Carries out one verb; the result is the exit code.
  int run(String number, Words words) {
    String verb = words.next("what the subscriber does");
    return switch (verb) {
      case "call" -> call(number, words);
      case "answer" -> answer(number, words);
      case "reject" -> reject(number, words);
      case "hangup" -> hangUp(number, words);
      case "dtmf" -> dtmf(number, words);
      case "sms" -> sms(number, words);
      case "auto-answer" -> behave(number, Behaviour.BEHAVIOUR_ANSWER, words);
      case "auto-reject" -> behave(number, Behaviour.BEHAVIOUR_REJECT, words);
      case "ring" -> behave(number, Behaviour.BEHAVIOUR_RING, words);
      case "busy" -> behave(number, Behaviour.BEHAVIOUR_BUSY, words);
      case "no-answer" -> behave(number, Behaviour.BEHAVIOUR_NO_ANSWER, words);
      case "absent" -> behave(number, Behaviour.BEHAVIOUR_ABSENT, words);
      case "unallocated" -> behave(number, Behaviour.BEHAVIOUR_UNALLOCATED, words);
      default ->
          throw new UsageException(
              "subscriber does not '"
                  + verb
                  + "'; call, answer, reject, hangup, dtmf, sms, auto-answer, auto-reject, ring, busy,"
                  + " no-answer, absent, unallocated");
    };
  }

  private static CallPlan plan(Words words) {
    return CallPlan.newBuilder()
        .setSay(Words.sound(words.option("say", "")))
        .setRecord(Words.path(words.option("record", "")))
        .setHangupAfterMillis(words.millis("hangup-after", 0))
        .setDtmf(words.option("dtmf", ""))
        .setEchoDtmf(words.flag("echo-dtmf"))
        .build();
  }

  private int call(String number, Words words) {
    String to = words.next("the line or number to call");
    CallPlan plan = plan(words);
    boolean wait = words.flag("wait") || plan.getHangupAfterMillis() > 0;
    PlaceCallRequest request =
        PlaceCallRequest.newBuilder()
            .setSubscriber(number)
            .setTo(to)
            .setPlan(plan)
            .setWithheld(words.flag("withheld"))
            .setWait(wait && !words.flag("no-wait"))
            .setTimeoutMillis(words.millis("timeout", 0))
            .build();
    words.mustBeUsedUp();
    CallResponse call = client.place(request);
    say(call);
    return request.getWait() && !call.getAnswered() ? 1 : 0;
  }

  private int answer(String number, Words words) {
    AnswerCallRequest request =
        AnswerCallRequest.newBuilder()
            .setSubscriber(number)
            .setPlan(plan(words))
            .setWait(words.flag("wait"))
            .setTimeoutMillis(words.millis("timeout", 0))
            .build();
    words.mustBeUsedUp();
    say(client.answer(request));
    return 0;
  }

  private int reject(String number, Words words) {
    words.mustBeUsedUp();
    say(client.reject(number));
    return 0;
  }

  private int hangUp(String number, Words words) {
    words.mustBeUsedUp();
    say(client.hangUp(number));
    return 0;
  }

  private int dtmf(String number, Words words) {
    String digits = words.next("digits");
    words.mustBeUsedUp();
    say(client.dtmf(SendDtmfRequest.newBuilder().setSubscriber(number).setDigits(digits).build()));
    return 0;
  }

  private int sms(String number, Words words) {
    String to = words.next("the line or number that gets the message");
    String text = words.rest("the text");
    words.mustBeUsedUp();
    int parts =
        client
            .sms(SendSmsRequest.newBuilder().setSubscriber(number).setTo(to).setText(text).build())
            .getParts();
    out.println("sent in " + parts + (parts == 1 ? " part" : " parts"));
    return 0;
  }

  private int behave(String number, Behaviour behaviour, Words words) {
    SetBehaviourRequest request =
        SetBehaviourRequest.newBuilder()
            .setSubscriber(number)
            .setBehaviour(behaviour)
            .setAnswerAfterMillis(words.millis("after", 1000))
            .setPlan(plan(words))
            .build();
    words.mustBeUsedUp();
    client.behave(request);
    return 0;
  }

  private void say(CallResponse call) {
    String cause = call.getCause() == 0 ? "" : ", cause " + call.getCause();
    String answered =
        call.getPhase().equals("released") && call.getAnswered() ? ", was answered" : "";
    out.println("call " + call.getCall() + ": " + call.getPhase() + cause + answered);
  }
}
