package io.patchbay.sms.api;

import static io.patchbay.contract.serve.Answers.answer;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.sms.v1.CancelUssdRequest;
import io.patchbay.proto.sms.v1.CancelUssdResponse;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdGrpc;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.WatchUssdRequest;
import io.patchbay.sms.ussd.UssdDesk;

/// Answers `sms.v1 Ussd`. Called on virtual threads.
public final class UssdService extends UssdGrpc.UssdImplBase {
  private final UssdDesk desk;
  private final Watchers<UssdReply> watchers;

  public UssdService(UssdDesk desk, Watchers<UssdReply> watchers) {
    this.desk = desk;
    this.watchers = watchers;
  }

  @Override
  public void sendUssd(SendUssdRequest request, StreamObserver<UssdReply> observer) {
    answer(observer, () -> desk.send(request));
  }

  @Override
  public void cancelUssd(CancelUssdRequest request, StreamObserver<CancelUssdResponse> observer) {
    answer(
        observer,
        () -> {
          desk.cancel(request.getLine(), request.getSession());
          return CancelUssdResponse.getDefaultInstance();
        });
  }

  @Override
  public void watchUssd(WatchUssdRequest request, StreamObserver<UssdReply> observer) {
    String line = request.getLine();
    watchers.add(observer, reply -> line.isEmpty() || reply.getLine().equals(line));
  }
}
