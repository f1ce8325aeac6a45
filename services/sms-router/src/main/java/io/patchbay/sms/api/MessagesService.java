package io.patchbay.sms.api;

import static io.patchbay.contract.serve.Answers.answer;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.GetMessageRequest;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.ListMessagesResponse;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.WatchMessagesRequest;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Messages;
import java.util.List;
import java.util.regex.Pattern;

/// Answers `sms.v1 Messages`. Called on virtual threads.
public final class MessagesService extends MessagesGrpc.MessagesImplBase {
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 1000;
  private static final int LONGEST_FILTER = 128;
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private final Drafts drafts;
  private final Acceptor acceptor;
  private final Database database;
  private final Watchers<Message> watchers;

  public MessagesService(
      Drafts drafts, Acceptor acceptor, Database database, Watchers<Message> watchers) {
    this.drafts = drafts;
    this.acceptor = acceptor;
    this.database = database;
    this.watchers = watchers;
  }

  @Override
  public void sendMessage(SendMessageRequest request, StreamObserver<Message> observer) {
    answer(observer, () -> acceptor.accept(drafts.of(request)));
  }

  @Override
  public void getMessage(GetMessageRequest request, StreamObserver<Message> observer) {
    answer(observer, () -> get(id("message_id", request.getMessageId())));
  }

  @Override
  public void listMessages(
      ListMessagesRequest request, StreamObserver<ListMessagesResponse> observer) {
    answer(observer, () -> list(request));
  }

  @Override
  public void watchMessages(WatchMessagesRequest request, StreamObserver<Message> observer) {
    watchers.add(observer);
  }

  private Message get(String messageId) {
    return database
        .transact(transaction -> Messages.get(transaction, messageId))
        .orElseThrow(
            () -> new Fault(Fault.Kind.NOT_FOUND, "message " + messageId + ": not in the ledger"));
  }

  private ListMessagesResponse list(ListMessagesRequest request) {
    int size = pageSize(request.getPageSize());
    String below = request.getPageToken().isEmpty() ? "" : id("page_token", request.getPageToken());
    if (request.getDirection() == Direction.UNRECOGNIZED) {
      throw new Fault(
          Fault.Kind.INVALID, "direction: no such value: " + request.getDirectionValue());
    }
    Messages.Query query =
        new Messages.Query(
            filter("line", request.getLine()),
            filter("peer", request.getPeer()),
            request.getDirection(),
            below,
            size + 1);
    List<Message> found = database.transact(transaction -> Messages.list(transaction, query));
    ListMessagesResponse.Builder response = ListMessagesResponse.newBuilder();
    found.stream().limit(size).forEach(response::addMessages);
    if (found.size() > size) {
      response.setNextPageToken(found.get(size - 1).getMessageId());
    }
    return response.build();
  }

  private static int pageSize(int asked) {
    if (asked < 0 || asked > LARGEST_PAGE) {
      throw new Fault(
          Fault.Kind.INVALID,
          "page_size: 1 to " + LARGEST_PAGE + " expected, not " + Integer.toUnsignedString(asked));
    }
    return asked == 0 ? DEFAULT_PAGE : asked;
  }

  private static String filter(String field, String value) {
    if (value.length() > LONGEST_FILTER || value.indexOf('\0') >= 0) {
      throw new Fault(
          Fault.Kind.INVALID,
          field + ": at most " + LONGEST_FILTER + " characters without NUL expected");
    }
    return value;
  }

  private static String id(String field, String value) {
    if (!ID.matcher(value).matches()) {
      throw new Fault(Fault.Kind.INVALID, field + ": not one this service gave");
    }
    return value;
  }
}
