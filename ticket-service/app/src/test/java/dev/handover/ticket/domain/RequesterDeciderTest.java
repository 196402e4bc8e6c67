package dev.handover.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done to requesters. */
class RequesterDeciderTest {
    private static final RequesterId CARLA = new RequesterId("carla");
    private static final RequesterId TWIN = new RequesterId("twin");
    private static final RequesterId THIRD = new RequesterId("third");
    private static final ChannelIdentity EMAIL = ChannelIdentity.email("carla@customer.test");
    private static final ChannelIdentity PHONE = new ChannelIdentity(ChannelIdentity.Kind.PHONE, "+4930123456", false);
    private static final Actor BY = Tickets.BY_AMELIE;

    private static Requester after(Requester requester, RequesterCommand... commands) {
        Requester now = requester;
        for (RequesterCommand command : commands) {
            for (RequesterEvent event : events(now, command)) {
                now = Requester.evolve(now, event);
            }
        }
        return now;
    }

    private static List<RequesterEvent> events(Requester requester, RequesterCommand command) {
        return switch (RequesterDecider.decide(command, requester, Tickets.NOW)) {
            case Decision.Accepted<RequesterEvent> accepted -> accepted.events();
            case Decision.Rejected<RequesterEvent> rejected -> throw new AssertionError(rejected.rejection());
        };
    }

    private static Rejection refusal(Requester requester, RequesterCommand command) {
        return switch (RequesterDecider.decide(command, requester, Tickets.NOW)) {
            case Decision.Accepted<RequesterEvent> accepted -> throw new AssertionError(accepted.events());
            case Decision.Rejected<RequesterEvent> rejected -> rejected.rejection();
        };
    }

    private static Requester registered(RequesterId id, ChannelIdentity... identities) {
        return after(
                new Requester.Unknown(),
                new RequesterCommand.Register(id, new WorkspaceKey("acme"), Optional.of("Carla"), List.of(identities)));
    }

    private final Requester carla = registered(CARLA, EMAIL);

    @Nested
    class Unknown {
        @Test
        void refusesEverythingButToBeRegistered() {
            List<RequesterCommand> commands = List.of(
                    new RequesterCommand.ChangeDetails(CARLA, Optional.empty(), Map.of(), BY),
                    new RequesterCommand.AddIdentity(CARLA, EMAIL, BY),
                    new RequesterCommand.MergeInto(CARLA, TWIN, BY),
                    new RequesterCommand.Absorb(CARLA, TWIN, BY),
                    new RequesterCommand.Unmerge(CARLA, BY),
                    new RequesterCommand.GiveBack(CARLA, TWIN, BY));
            assertThat(commands)
                    .allSatisfy(command -> assertThat(refusal(new Requester.Unknown(), command))
                            .isEqualTo(new Rejection.NoSuchRequester(CARLA)));
        }
    }

    @Nested
    class Known {
        @Test
        void isRegisteredOnce() {
            assertThat(events(
                            carla,
                            new RequesterCommand.Register(
                                    CARLA, new WorkspaceKey("acme"), Optional.empty(), List.of())))
                    .isEmpty();
        }

        @Test
        void changesNameAndAttributesWhereTheyAreOthers() {
            var change = new RequesterCommand.ChangeDetails(CARLA, Optional.of("Carla K."), Map.of("plan", "gold"), BY);
            assertThat(events(carla, change)).hasSize(1);
            assertThat(events(after(carla, change), change)).isEmpty();
        }

        @Test
        void isKnownByMoreOnceEach() {
            var add = new RequesterCommand.AddIdentity(CARLA, PHONE, BY);
            Requester more = after(carla, add);
            assertThat(((Requester.Registered) more).identities()).containsExactly(EMAIL, PHONE);
            assertThat(events(more, add)).isEmpty();
        }

        @Test
        void provesAnIdentityOnceAndForGood() {
            var proof =
                    new RequesterCommand.AddIdentity(CARLA, new ChannelIdentity(EMAIL.kind(), EMAIL.value(), true), BY);
            assertThat(events(carla, proof))
                    .containsExactly(
                            new RequesterEvent.IdentityVerified(CARLA, EMAIL.kind(), EMAIL.value(), BY, Tickets.NOW));
            Requester proven = after(carla, proof);
            assertThat(events(proven, proof)).isEmpty();
            assertThat(events(proven, new RequesterCommand.AddIdentity(CARLA, EMAIL, BY)))
                    .isEmpty();
            assertThat(((Requester.Registered) proven).identities()).hasSize(1).allMatch(ChannelIdentity::verified);
        }

        @Test
        void refusesMoreIdentitiesThanItCanHave() {
            Requester full = carla;
            for (int i = 1; i < Requester.MOST_IDENTITIES; i++) {
                full = after(
                        full,
                        new RequesterCommand.AddIdentity(CARLA, ChannelIdentity.email("c" + i + "@customer.test"), BY));
            }
            assertThat(refusal(full, new RequesterCommand.AddIdentity(CARLA, PHONE, BY)))
                    .isEqualTo(new Rejection.TooManyIdentities(CARLA, Requester.MOST_IDENTITIES));
        }

        @Test
        void isNotMergedIntoItself() {
            assertThat(refusal(carla, new RequesterCommand.MergeInto(CARLA, CARLA, BY)))
                    .isEqualTo(new Rejection.RequesterMergedIntoItself(CARLA));
        }

        @Test
        void isNotUnmerged() {
            assertThat(refusal(carla, new RequesterCommand.Unmerge(CARLA, BY)))
                    .isEqualTo(new Rejection.RequesterIsNotMerged(CARLA));
        }

        @Test
        void absorbsAndGivesBackOnceEach() {
            Requester both = after(carla, new RequesterCommand.Absorb(CARLA, TWIN, BY));
            assertThat(events(both, new RequesterCommand.Absorb(CARLA, TWIN, BY)))
                    .isEmpty();
            Requester alone = after(both, new RequesterCommand.GiveBack(CARLA, TWIN, BY));
            assertThat(((Requester.Registered) alone).kin()).isEqualTo(((Requester.Registered) carla).kin());
            assertThat(events(alone, new RequesterCommand.GiveBack(CARLA, TWIN, BY)))
                    .isEmpty();
        }
    }

    @Nested
    class Merged {
        private final Requester merged = after(carla, new RequesterCommand.MergeInto(CARLA, TWIN, BY));

        @Test
        void isMergedOnce() {
            assertThat(events(merged, new RequesterCommand.MergeInto(CARLA, TWIN, BY)))
                    .isEmpty();
        }

        @Test
        void refusesAnotherMergeNewDetailsAndMoreIdentities() {
            Rejection elsewhere = new Rejection.RequesterIsMerged(CARLA, TWIN);
            assertThat(refusal(merged, new RequesterCommand.MergeInto(CARLA, THIRD, BY)))
                    .isEqualTo(elsewhere);
            assertThat(refusal(merged, new RequesterCommand.Absorb(CARLA, THIRD, BY)))
                    .isEqualTo(elsewhere);
            assertThat(refusal(merged, new RequesterCommand.ChangeDetails(CARLA, Optional.empty(), Map.of(), BY)))
                    .isEqualTo(elsewhere);
            assertThat(refusal(merged, new RequesterCommand.AddIdentity(CARLA, PHONE, BY)))
                    .isEqualTo(elsewhere);
        }

        @Test
        void provesWhatItIsKnownBy() {
            assertThat(events(
                            merged,
                            new RequesterCommand.AddIdentity(
                                    CARLA, new ChannelIdentity(EMAIL.kind(), EMAIL.value(), true), BY)))
                    .hasSize(1);
        }

        @Test
        void isWhatItWasAfterAnUnmerge() {
            Requester.Registered again = (Requester.Registered) after(merged, new RequesterCommand.Unmerge(CARLA, BY));
            assertThat(again.kin()).isEqualTo(((Requester.Registered) carla).kin());
            assertThat(again.identities()).containsExactly(EMAIL);
        }
    }

    /** Whatever is merged and unmerged in whatever order, everybody's chain ends, and both sides agree. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mergesNeverFormACircle(long seed) {
        Random random = new Random(seed);
        List<Requester> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(registered(new RequesterId("r" + i)));
        }
        for (int i = 0; i < 3_000; i++) {
            int source = random.nextInt(all.size());
            if (random.nextBoolean()) {
                int into = random.nextInt(all.size());
                mergeBoth(all, source, into);
            } else {
                Optional<RequesterId> into = kin(all.get(source)).into();
                if (into.isPresent()) {
                    int target = index(into.get());
                    all.set(source, after(all.get(source), new RequesterCommand.Unmerge(id(source), BY)));
                    all.set(target, after(all.get(target), new RequesterCommand.GiveBack(id(target), id(source), BY)));
                }
            }
            for (int each = 0; each < all.size(); each++) {
                assertThat(depth(all, each)).isLessThan(all.size());
                for (RequesterId absorbed : kin(all.get(each)).absorbed()) {
                    assertThat(kin(all.get(index(absorbed))).into()).contains(id(each));
                }
            }
        }
    }

    private static void mergeBoth(List<Requester> all, int source, int into) {
        var merge = RequesterDecider.decide(
                new RequesterCommand.MergeInto(id(source), id(into), BY), all.get(source), Tickets.NOW);
        if (source != into
                && merge instanceof Decision.Accepted<RequesterEvent>
                && RequesterDecider.decide(
                                new RequesterCommand.Absorb(id(into), id(source), BY), all.get(into), Tickets.NOW)
                        instanceof Decision.Accepted<RequesterEvent>) {
            all.set(source, after(all.get(source), new RequesterCommand.MergeInto(id(source), id(into), BY)));
            all.set(into, after(all.get(into), new RequesterCommand.Absorb(id(into), id(source), BY)));
        }
    }

    private static int depth(List<Requester> all, int from) {
        int depth = 0;
        for (Optional<RequesterId> next = kin(all.get(from)).into();
                next.isPresent() && depth < 100;
                next = kin(all.get(index(next.get()))).into()) {
            depth++;
        }
        return depth;
    }

    private static Requester.Kin kin(Requester requester) {
        return ((Requester.Registered) requester).kin();
    }

    private static RequesterId id(int index) {
        return new RequesterId("r" + index);
    }

    private static int index(RequesterId id) {
        return Integer.parseInt(id.value().substring(1));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, ' Carla@Customer.test ', carla@customer.test",
        "PHONE, +49 (30) 123-456, +4930123456",
        "TELEGRAM, 12345, 12345",
        "WIDGET, user:7, user:7"
    })
    void identitiesHaveOneSpelling(ChannelIdentity.Kind kind, String text, String value) {
        assertThat(ChannelIdentity.of(kind, text, false)).contains(new ChannelIdentity(kind, value, false));
    }

    @ParameterizedTest
    @CsvSource({"EMAIL, carla", "EMAIL, a b@c.test", "PHONE, 030123456", "PHONE, +49", "TELEGRAM, @carla", "WIDGET, ü"})
    void whatIsNoIdentityIsNone(ChannelIdentity.Kind kind, String text) {
        assertThat(ChannelIdentity.of(kind, text, false)).isEmpty();
    }
}
