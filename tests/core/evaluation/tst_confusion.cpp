// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/answers.h"
#include "core/evaluation/confusion.h"
#include "core/evaluation/writer_scores.h"

#include <QTest>

#include <memory>

using namespace numeral;

namespace {

/// A network whose answer is its image's brightest pixel: it has a pixel for each class.
Model brightest(std::size_t classes)
{
    std::vector<float> values(classes * classes + classes);
    for (std::size_t i = 0; i < classes; ++i) {
        values[i * classes + i] = 1;
    }
    Model model;
    model.weights = std::make_shared<const Weights>(Perceptron{classes, {}, classes}, values);
    model.image = {1, classes};
    return model;
}

/// An image for each answer that the network is to give.
LabelledImages images(const std::vector<Label>& truths, const std::vector<Label>& answers)
{
    constexpr std::size_t classes = 3;
    std::vector<std::uint8_t> pixels(classes * answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        pixels[i * classes + answers[i]] = 255;
    }
    return {{1, classes}, pixels, truths};
}

} // namespace

class TestConfusion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerIsCounted();
    void theHardestClassIsNamed();
    void writersAreRankedHardestFirst();
};

void TestConfusion::everyAnswerIsCounted()
{
    const std::vector<Label> truths{0, 0, 1, 2, 2, 2};
    const std::vector<Label> answers = answersFor(brightest(3), images(truths, {0, 1, 1, 0, 2, 2}));
    QCOMPARE(answers, (std::vector<Label>{0, 1, 1, 0, 2, 2}));
    const Confusion confusion(3, truths, answers);
    QCOMPARE(confusion.images(), std::size_t{6});
    QCOMPARE(confusion.right(), std::size_t{4});
    QCOMPARE(confusion.accuracy(), 4.0 / 6);
    QCOMPARE(confusion.imagesOf(2), std::size_t{3});
    QCOMPARE(confusion.count(0, 1), std::size_t{1});
    QCOMPARE(confusion.count(1, 0), std::size_t{0});
    QCOMPARE(confusion.count(2, 0), std::size_t{1});
    QCOMPARE(Confusion(3).accuracy(), 0.0);
}

void TestConfusion::theHardestClassIsNamed()
{
    Confusion confusion(3);
    confusion.add(0, 0, 10);
    QVERIFY(!confusion.hardest());
    confusion.add(1, 1, 90);
    confusion.add(1, 2, 10); // one of ten
    confusion.add(2, 2, 3);
    confusion.add(2, 0, 1); // one of four
    QCOMPARE(confusion.hardest()->truth, std::size_t{2});
    QCOMPARE(confusion.hardest()->images, std::size_t{4});
    QCOMPARE(confusion.hardest()->wrong, std::size_t{1});
    confusion.add(1, 0, 20); // now three of twelve, as many as one of four
    QCOMPARE(confusion.hardest()->truth, std::size_t{1});
}

void TestConfusion::writersAreRankedHardestFirst()
{
    Dataset dataset;
    dataset.classes = {"a", "b", "c"};
    dataset.training = images({0, 1, 2, 0}, {0, 1, 2, 2});
    dataset.test = images({0, 1}, {1, 0});
    QVERIFY(writerScores(brightest(3), dataset).empty()); // nobody knows who wrote them
    dataset.writers = {{"Ada", "Ada", "Bob", "Bob"}, {"Eve", "Eve"}, true};
    const std::vector<WriterScore> scores = writerScores(brightest(3), dataset);
    QCOMPARE(scores.size(), std::size_t{3});
    QCOMPARE(scores[0].writer, std::string("Eve"));
    QVERIFY(scores[0].isTested);
    QCOMPARE(scores[0].confusion.right(), std::size_t{0});
    QCOMPARE(scores[1].writer, std::string("Bob"));
    QVERIFY(!scores[1].isTested);
    QCOMPARE(scores[1].confusion.hardest()->truth, std::size_t{0});
    QCOMPARE(scores[2].confusion.accuracy(), 1.0);
}

QTEST_GUILESS_MAIN(TestConfusion)
#include "tst_confusion.moc"
