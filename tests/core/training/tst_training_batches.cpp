// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_batches.h"

#include <QTest>

#include <map>
#include <set>

using namespace numeral;

namespace {

using Image = std::vector<std::uint8_t>;

constexpr std::size_t side = 12;

const LabelledImages noDrawings;

/// Images of a vertical bar, whose column and grey depend on the image's number; the label is that
/// number modulo 256.
LabelledImages bars(std::size_t count)
{
    std::vector<std::uint8_t> pixels(count * side * side);
    std::vector<Label> labels(count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t row = 2; row < side - 2; ++row) {
            pixels[(i * side + row) * side + 3 + i % 6] = static_cast<std::uint8_t>(255 - i % 200);
        }
        labels[i] = static_cast<Label>(i);
    }
    return {{side, side}, std::move(pixels), std::move(labels)};
}

/// An epoch's images in order, each with its label.
std::vector<std::pair<Image, std::uint8_t>> epochOf(TrainingBatches& batches, int epoch)
{
    std::vector<std::pair<Image, std::uint8_t>> images;
    batches.startEpoch(epoch);
    while (batches.hasNext()) {
        const Batch batch = batches.next();
        for (std::size_t i = 0; i < batch.size; ++i) {
            const std::uint8_t* image = batch.pixels + batch.indices[i] * side * side;
            images.emplace_back(Image(image, image + side * side), batch.labels[batch.indices[i]]);
        }
    }
    return images;
}

std::map<std::uint8_t, Image> byLabel(const std::vector<std::pair<Image, std::uint8_t>>& images)
{
    std::map<std::uint8_t, Image> sorted;
    for (const auto& [image, label] : images) {
        sorted[label] = image;
    }
    return sorted;
}

TrainingConfig deforming(int batchSize)
{
    TrainingConfig config;
    config.batchSize = batchSize;
    config.augmentation = {10, 0.1, 5, 1, 20, 4, 0.5};
    return config;
}

} // namespace

class TestTrainingBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutDeformationImagesAreAsTheyAre();
    void deformedImagesKeepTheirLabels();
    void neitherThreadsNorBatchesChangeThem();
    void sharesMakeUpTheBatch();
    void everyEpochDeformsAnew();
    void moreImagesThanAreDeformedAtOnce();
    void leftOutImagesLeaveGaps_data();
    void leftOutImagesLeaveGaps();
    void aBatchOfNothingIsPassedOver();
};

void TestTrainingBatches::withoutDeformationImagesAreAsTheyAre()
{
    const LabelledImages images = bars(50);
    TrainingConfig config = deforming(7);
    config.augmentation = AugmentationLimits::none();
    TrainingBatches batches(config, images, allIndices(50), noDrawings, 2);
    QCOMPARE(batches.batches(), std::size_t(8));
    const auto epoch = byLabel(epochOf(batches, 1));
    QCOMPARE(epoch.size(), std::size_t(50));
    for (const auto& [label, image] : epoch) {
        const auto original = images.image(label);
        QVERIFY(std::equal(image.begin(), image.end(), original.begin()));
    }
}

void TestTrainingBatches::deformedImagesKeepTheirLabels()
{
    const LabelledImages images = bars(50);
    TrainingBatches batches(deforming(7), images, allIndices(50), noDrawings, 2);
    const auto epoch = epochOf(batches, 1);
    QCOMPARE(epoch.size(), std::size_t(50));
    std::set<Label> labels;
    int changed = 0;
    for (const auto& [image, label] : epoch) {
        labels.insert(label);
        const auto original = images.image(label);
        changed += std::equal(image.begin(), image.end(), original.begin()) ? 0 : 1;
        // A bar's grey identifies it; interpolation at its edges gives lower values only.
        QVERIFY(*std::max_element(image.begin(), image.end())
            <= *std::max_element(original.begin(), original.end()));
    }
    QCOMPARE(labels.size(), std::size_t(50));
    QVERIFY(changed > 45);
}

void TestTrainingBatches::neitherThreadsNorBatchesChangeThem()
{
    const LabelledImages images = bars(50);
    TrainingBatches alone(deforming(7), images, allIndices(50), noDrawings, 1);
    const auto expected = epochOf(alone, 1);
    for (const std::size_t threads : {2U, 3U, 100U}) {
        TrainingBatches batches(deforming(7), images, allIndices(50), noDrawings, threads);
        QCOMPARE(epochOf(batches, 1), expected);
    }
    TrainingBatches large(deforming(33), images, allIndices(50), noDrawings, 2);
    QCOMPARE(epochOf(large, 1), expected);
}

/// The shares of several processes are those of one, cut into parts; some may be empty.
void TestTrainingBatches::sharesMakeUpTheBatch()
{
    const LabelledImages images = bars(50);
    TrainingConfig plain;
    plain.batchSize = 7;
    for (const TrainingConfig& config : {deforming(7), plain}) {
        TrainingBatches whole(config, images, allIndices(50), noDrawings, 1);
        std::vector<TrainingBatches> shares;
        for (std::size_t rank = 0; rank < 3; ++rank) {
            shares.emplace_back(config, images, allIndices(50), noDrawings, 2, BatchShare{rank, 3});
            shares.back().startEpoch(1);
        }
        whole.startEpoch(1);
        while (whole.hasNext()) {
            const Batch batch = whole.next();
            std::size_t row = 0;
            for (TrainingBatches& share : shares) {
                const Batch part = share.next();
                QCOMPARE(part.wholeSize, batch.size);
                QCOMPARE(part.firstRow, row);
                for (std::size_t i = 0; i < part.size; ++i, ++row) {
                    const auto* image = part.pixels + part.indices[i] * side * side;
                    const auto* expected = batch.pixels + batch.indices[row] * side * side;
                    QVERIFY(std::equal(image, image + side * side, expected));
                    QCOMPARE(part.labels[part.indices[i]], batch.labels[batch.indices[row]]);
                }
                QCOMPARE(share.done(), whole.done());
            }
            QCOMPARE(row, batch.size);
        }
    }
}

void TestTrainingBatches::everyEpochDeformsAnew()
{
    const LabelledImages images = bars(50);
    TrainingBatches batches(deforming(7), images, allIndices(50), noDrawings, 2);
    const auto first = epochOf(batches, 1);
    const auto second = epochOf(batches, 2);
    QVERIFY(byLabel(first) != byLabel(second));
    std::vector<std::uint8_t> firstOrder;
    std::vector<std::uint8_t> secondOrder;
    for (std::size_t i = 0; i < first.size(); ++i) {
        firstOrder.push_back(first[i].second);
        secondOrder.push_back(second[i].second);
    }
    QVERIFY(firstOrder != secondOrder);
}

/// Two megabytes are deformed at a time, which is less than these images take.
void TestTrainingBatches::moreImagesThanAreDeformedAtOnce()
{
    constexpr std::size_t count = 30'000;
    const LabelledImages images = bars(count);
    TrainingBatches batches(deforming(100), images, allIndices(count), noDrawings, 2);
    TrainingBatches other(deforming(8192), images, allIndices(count), noDrawings, 1);
    const auto epoch = epochOf(batches, 1);
    QCOMPARE(epoch.size(), count);
    QCOMPARE(epochOf(other, 1), epoch);
}

void TestTrainingBatches::leftOutImagesLeaveGaps_data()
{
    QTest::addColumn<bool>("isDeformed");
    QTest::newRow("as they are") << false;
    QTest::newRow("deformed") << true;
}

/// All others come in the same batches, and look the same, as if nothing were left out.
void TestTrainingBatches::leftOutImagesLeaveGaps()
{
    QFETCH(bool, isDeformed);
    const LabelledImages images = bars(50);
    TrainingConfig config = deforming(7);
    config.augmentation = isDeformed ? config.augmentation : AugmentationLimits::none();
    const Indices leftOut{3, 4, 17, 40, 41, 42};
    TrainingBatches all(config, images, allIndices(50), noDrawings, 2);
    TrainingBatches some(config, images, allIndices(50), noDrawings, 2, {}, leftOut);
    QCOMPARE(some.images(), std::size_t(44));
    for (int epoch = 1; epoch <= 3; ++epoch) {
        all.startEpoch(epoch);
        some.startEpoch(epoch);
        while (all.hasNext()) {
            const auto imagesOf = [](const Batch& batch, const Indices& without) {
                std::vector<std::pair<Label, Image>> found;
                for (std::size_t i = 0; i < batch.size; ++i) {
                    const Label label = batch.labels[batch.indices[i]];
                    const std::uint8_t* image = batch.pixels + batch.indices[i] * side * side;
                    if (!std::ranges::binary_search(without, label)) {
                        found.emplace_back(label, Image(image, image + side * side));
                    }
                }
                return found;
            };
            const auto wanted = imagesOf(all.next(), leftOut);
            QVERIFY(some.hasNext());
            QCOMPARE(imagesOf(some.next(), {}), wanted);
        }
        QVERIFY(!some.hasNext());
        QCOMPARE(some.done(), std::size_t(44));
    }
}

void TestTrainingBatches::aBatchOfNothingIsPassedOver()
{
    const LabelledImages images = bars(50);
    TrainingConfig config = deforming(1);
    TrainingBatches batches(config, images, allIndices(50), noDrawings, 2, {}, {0, 7, 49});
    const auto epoch = byLabel(epochOf(batches, 1));
    QCOMPARE(epoch.size(), std::size_t(47));
    QVERIFY(!epoch.contains(7));
}

QTEST_GUILESS_MAIN(TestTrainingBatches)
#include "tst_training_batches.moc"
