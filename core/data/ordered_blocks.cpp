// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ordered_blocks.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace numeral {

namespace {

/// A ring buffer between several producer threads and one consumer.
class Ring {
public:
    Ring(std::uint64_t count, std::size_t maxBlockSize, std::size_t buffers)
        : m_count(count)
        , m_slots(buffers)
    {
        for (Slot& slot : m_slots) {
            slot.bytes.resize(maxBlockSize);
        }
    }

    /// The loop of each producer thread.
    void fill(const BlockProducer& produce)
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(
                lock, [this] { return m_stopped || m_next == m_count || m_next < limit(); });
            if (m_stopped || m_next == m_count) {
                return;
            }
            const std::uint64_t block = m_next++;
            Slot& slot = slotOf(block);
            lock.unlock();
            const std::size_t size = produce(block, slot.bytes);
            lock.lock();
            slot.size = size;
            slot.full = true;
            m_changed.notify_all();
        }
    }

    Result<bool> empty(const BlockConsumer& consume)
    {
        for (; m_consumed < m_count;) {
            Slot& slot = slotOf(m_consumed);
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [&slot] { return slot.full; });
            }
            Result<bool> shouldContinue = consume(std::span(slot.bytes).first(slot.size));
            if (!shouldContinue || !*shouldContinue) {
                return shouldContinue;
            }
            const std::lock_guard lock(m_mutex);
            slot.full = false;
            ++m_consumed;
            m_changed.notify_all();
        }
        return true;
    }

    void stop()
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }

private:
    struct Slot {
        std::vector<std::uint8_t> bytes;
        std::size_t size = 0;
        bool full = false;
    };

    Slot& slotOf(std::uint64_t block) { return m_slots[block % m_slots.size()]; }
    std::uint64_t limit() const { return m_consumed + m_slots.size(); }

    const std::uint64_t m_count;
    std::vector<Slot> m_slots;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_next = 0; ///< next block to produce
    std::uint64_t m_consumed = 0;
    bool m_stopped = false;
};

/// The producer threads. The destructor stops and joins them, on errors and exceptions too.
class Workers {
public:
    explicit Workers(Ring& ring)
        : m_ring(ring)
    {
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() { m_ring.stop(); }

    void start(BlockProducer produce)
    {
        m_threads.emplace_back([this, produce = std::move(produce)] { m_ring.fill(produce); });
    }

private:
    Ring& m_ring;
    std::vector<std::jthread> m_threads; ///< joined after the destructor's body has stopped them
};

} // namespace

Result<bool> makeBlocksInOrder(std::uint64_t count, std::size_t maxBlockSize, int threads,
    const std::function<BlockProducer()>& newProducer, const BlockConsumer& consume)
{
    const auto useful = std::min<std::uint64_t>(static_cast<std::uint64_t>(threads), count);
    constexpr std::size_t waiting = 2; // one being consumed and one ready
    Ring ring(count, maxBlockSize, static_cast<std::size_t>(useful) + waiting);
    Workers workers(ring);
    for (std::uint64_t i = 0; i < useful; ++i) {
        workers.start(newProducer());
    }
    return ring.empty(consume);
}

} // namespace numeral
