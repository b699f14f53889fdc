// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who holds how many of the sessions that fit: by account, then by origin. Where there are too many, an origin of the largest
 * account gives up its oldest: whoever floods pushes out their own. Used under the engine's lock.
 */
final class FairShare {
    /* An origin that holds no more than an even share of its account's even share is never the largest of the largest, and
     * loses nothing, unless it is new and such are too many: AccountShare. Whoever can forge records can make up accounts,
     * and each would ask for a share: so accounts have to be known for a while, in event time, before they have a share of
     * their own, and no more than so many have one; the others share one. */

    /** How long, in seconds of event time, an account shares with other new ones. */
    static final long NEWCOMER_SECONDS = 3_600;

    /** How many accounts have a share of their own. */
    static final int MAXIMUM_ACCOUNTS = 1_024;

    private static final String NEWCOMERS = "";

    /** The sessions of one origin in one account, oldest first. */
    static final class Holder extends Ranking.Ranked<Holder> {
        private final AccountShare account;
        private final String origin;
        private final long since;
        private final long number;
        private long lastSeen;
        private boolean known;
        private @Nullable IssuedSession oldest;
        private @Nullable IssuedSession newest;

        /**
         * Begins with nothing.
         *
         * @param since when it was first met, in epoch seconds of event time
         * @param number how many were met before
         */
        Holder(AccountShare account, String origin, long since, long number) {
            this.account = account;
            this.origin = origin;
            this.since = since;
            this.number = number;
        }

        AccountShare account() {
            return account;
        }

        String origin() {
            return origin;
        }

        long since() {
            return since;
        }

        long number() {
            return number;
        }

        /** When it was last given a session. */
        long lastSeen() {
            return lastSeen;
        }

        void seen(long now) {
            lastSeen = now;
        }

        /** Whether it has been here for long. */
        boolean isKnown() {
            return known;
        }

        void makeKnown() {
            known = true;
        }
    }

    private final Map<String, AccountShare> accounts = new HashMap<>();
    private final Ranking<AccountShare> ranking = new Ranking<>();
    /** When each account was first seen, in epoch seconds of the highest event time then; as many as have a share. */
    private final Map<String, Long> firstSeen = new HashMap<>();

    private final Weight weight;
    private final AbsentOrigins absent;
    private int size;
    private int accountsThatHold;
    /** How many origins were met. */
    private long met;

    /**
     * Begins empty.
     *
     * @param absentBytes what origins may take that are known and hold nothing
     */
    FairShare(Weight weight, long absentBytes) {
        this.weight = weight;
        this.absent = new AbsentOrigins(absentBytes);
    }

    int size() {
        return size;
    }

    /** How many accounts hold any; those that are new count as one. */
    int accounts() {
        return accountsThatHold;
    }

    /** How many the account holds that holds the most. */
    int largestAccount() {
        AccountShare largest = ranking.largest();
        return largest == null ? 0 : largest.size();
    }

    /**
     * Takes a session in.
     *
     * @param now the highest plausible event time, in epoch seconds
     */
    void add(IssuedSession session, long now) {
        Owner owner = Owner.of(session);
        add(session, holderOf(owner, shareOf(owner.accountId(), now), now), now);
    }

    private void add(IssuedSession session, Holder holder, long now) {
        if (holder.size() == 0) {
            absent.remove(holder);
        }
        holder.seen(now);
        session.heldBy(holder, holder.newest);
        holder.newest = session;
        holder.oldest = holder.oldest == null ? session : holder.oldest;
        accountsThatHold += holder.account.size() == 0 ? 1 : 0;
        holder.account.grow(holder);
        ranking.grow(holder.account);
        size++;
    }

    private Holder holderOf(Owner owner, String share, long now) {
        AccountShare account = account(share);
        String origin = nameIn(share, owner);
        Holder holder = account.find(origin);
        return holder == null ? begin(account, origin, owner, now) : holder;
    }

    /** Whoever was met while the account was new is as long known as that. */
    private Holder begin(AccountShare account, String origin, Owner owner, long now) {
        AccountShare newcomers = account.id().equals(NEWCOMERS) ? null : accounts.get(NEWCOMERS);
        Holder before = newcomers == null ? null : newcomers.find(nameIn(NEWCOMERS, owner));
        return before == null ? account.begin(origin, now, met++) : account.begin(origin, before.since, before.number);
    }

    private AccountShare account(String share) {
        return accounts.computeIfAbsent(share, id -> {
            weight.add(Weight.ofAccount(id));
            int maximumKnown = id.equals(NEWCOMERS) ? AccountShare.MAXIMUM_KNOWN_OF_NEW : AccountShare.MAXIMUM_KNOWN;
            return new AccountShare(id, maximumKnown, weight);
        });
    }

    /** Takes note that a session may count to somebody else now. */
    void move(IssuedSession session, long now) {
        Holder before = session.holder();
        if (before == null) {
            return;
        }
        Owner owner = Owner.of(session);
        String share = shareOf(owner.accountId(), now);
        if (!before.account.id().equals(share) || !before.origin.equals(nameIn(share, owner))) {
            Holder holder = holderOf(owner, share, now);
            remove(session, now);
            add(session, holder, now);
        }
    }

    private static String nameIn(String share, Owner owner) {
        return share.equals(NEWCOMERS) ? owner.accountId() + '\n' + owner.origin() : owner.origin();
    }

    private String shareOf(String accountId, long now) {
        Long first = firstSeen.get(accountId);
        if (first == null) {
            if (firstSeen.size() < MAXIMUM_ACCOUNTS) {
                firstSeen.put(accountId, now);
            }
            return NEWCOMERS;
        }
        return now - first >= NEWCOMER_SECONDS ? accountId : NEWCOMERS;
    }

    /** Lets a session go; does nothing where nobody holds it. */
    void remove(IssuedSession session, long now) {
        Holder holder = session.holder();
        if (holder == null) {
            return;
        }
        holder.oldest = holder.oldest == session ? session.newer() : holder.oldest;
        holder.newest = holder.newest == session ? session.older() : holder.newest;
        session.release();
        holder.account.shrink(holder);
        ranking.shrink(holder.account);
        accountsThatHold -= holder.account.size() == 0 ? 1 : 0;
        size--;
        if (holder.size() == 0) {
            leave(holder, now);
        }
    }

    /** Who is known and has none any more is remembered for a while. */
    private void leave(Holder holder, long now) {
        holder.account.settle(now);
        if (holder.known) {
            absent.add(holder);
            forgetAbsent(now);
        } else {
            forget(holder);
        }
    }

    /** Forgets the origins that were without a session for too long. */
    void forgetAbsent(long now) {
        for (Holder holder = absent.poll(now); holder != null; holder = absent.poll(now)) {
            forget(holder);
        }
    }

    private void forget(Holder holder) {
        AccountShare account = holder.account;
        account.forget(holder);
        if (account.isEmpty()) {
            accounts.remove(account.id());
            weight.remove(Weight.ofAccount(account.id()));
        }
    }

    /** The session to give up first, or {@code null} where there is none. */
    @Nullable
    IssuedSession next(long now) {
        AccountShare account = ranking.largest();
        if (account == null) {
            return null;
        }
        account.settle(now);
        Holder holder = account.next();
        return holder == null ? null : holder.oldest;
    }

    /** Writes into a checkpoint who holds what, so that reading it in this order comes to the same ranks. */
    void write(IdentityHashMap<IssuedSession, Integer> numbers, SectionWriter out) throws IOException {
        var sorted = new TreeMap<>(firstSeen);
        out.writeCount(sorted.size());
        for (Map.Entry<String, Long> first : sorted.entrySet()) {
            out.writeText(first.getKey());
            out.writeLong(first.getValue());
        }
        out.writeLong(met);
        var holders = new ArrayList<Holder>();
        ranking.forEach(account -> account.forEach(holders::add));
        absent.forEach(holders::add);
        out.writeCount(holders.size());
        for (Holder holder : holders) {
            out.writeText(holder.account.id());
            out.writeText(holder.origin);
            out.writeLong(holder.since);
            out.writeLong(holder.number);
            out.writeLong(holder.lastSeen);
            out.writeBoolean(holder.known);
            out.writeCount(holder.size());
            for (IssuedSession one = holder.oldest; one != null; one = one.newer()) {
                out.writeCount(Objects.requireNonNull(numbers.get(one)));
            }
        }
    }

    /** Goes on from what a checkpoint says. */
    void read(List<IssuedSession> kept, SectionReader in) throws IOException, CheckpointException {
        int accountCount = in.readCount(MAXIMUM_ACCOUNTS);
        for (int i = 0; i < accountCount; i++) {
            firstSeen.put(in.readTextOrFail(), in.readLong());
        }
        met = in.readLong();
        for (long holders = in.readCount(); holders > 0; holders--) {
            read(readHolder(in), kept, in);
        }
        if (size != kept.size()) {
            throw in.damaged("a session is held by nobody");
        }
    }

    private Holder readHolder(SectionReader in) throws IOException, CheckpointException {
        AccountShare account = account(in.readTextOrFail());
        String origin = in.readTextOrFail();
        if (account.find(origin) != null) {
            throw in.damaged("an origin holds sessions twice");
        }
        Holder holder = account.begin(origin, in.readLong(), in.readLong());
        holder.seen(in.readLong());
        if (in.readBoolean()) {
            if (account.isFull()) {
                throw in.damaged("more origins are known than can be");
            }
            account.makeKnown(holder);
        }
        return holder;
    }

    private void read(Holder holder, List<IssuedSession> kept, SectionReader in)
            throws IOException, CheckpointException {
        long lastSeen = holder.lastSeen;
        long count = in.readCount();
        for (long left = count; left > 0; left--) {
            IssuedSession session = kept.get(in.readCount(kept.size() - 1));
            if (session.holder() != null) {
                throw in.damaged("a session is held twice");
            }
            add(session, holder, lastSeen);
        }
        if (count == 0) {
            if (!holder.known) {
                throw in.damaged("an origin holds nothing");
            }
            absent.add(holder);
        }
    }
}
