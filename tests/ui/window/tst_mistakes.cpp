// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "ui/data/data_panel.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/mistakes/mistakes_panel.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableWidget>

#include <algorithm>

using namespace numeral;
using namespace numeral::ui;

namespace {

/// The window in the arrangement that shows mistakes: those of the built-in network.
class MistakesDriver : public WindowDriver {
public:
    MistakesDriver()
    {
        window().resize(1400, 900);
        action("layout-mistakes")->trigger();
        if (!QTest::qWaitFor([this] { return panel()->data() != nullptr; }, 60'000)) {
            qFatal("no mistakes are shown");
        }
    }

    MistakesPanel* panel() const { return window().findChild<MistakesPanel*>(); }
    const std::vector<Prediction>& gallery() const { return panel()->gallery(); }
    QString heading() const { return find<QLabel>("galleryHeading")->text(); }

    /// Chooses an entry of a combo box, as a person does with the keyboard.
    void choose(const char* box, const QString& entry) const
    {
        auto* combo = find<QComboBox>(box);
        combo->setFocus();
        const int wanted = combo->findText(entry);
        QVERIFY(wanted >= 0);
        while (combo->currentIndex() != wanted) {
            QTest::keyClick(combo, combo->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
        }
    }
};

} // namespace

class TestMistakes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theMistakesAreThoseOfTheTest();
    void aCellOpensItsImages();
    void aClassOpensItsMistakes();
    void anImageIsExplainedAndGoesToTheCanvas();
    void suspectLabelsAreListed();
    void theyFollowTheTraining();
    void theTrainingImagesCanBeShown();
};

void TestMistakes::theMistakesAreThoseOfTheTest()
{
    const MistakesDriver driver;
    QCOMPARE(driver.panel()->data()->predictions.size(), std::size_t(10'000));
    const std::size_t wrong = 10'000 - driver.panel()->data()->confusion.right();
    QCOMPARE(driver.gallery().size(), wrong);
    QCOMPARE(driver.heading(), QStringLiteral("%1 images, the surest first").arg(wrong));
    QVERIFY(std::ranges::is_sorted(driver.gallery(), std::greater(), &Prediction::confidence));
    QVERIFY(driver.find<QLabel>("mistakesNetwork")
                ->text()
                .startsWith(QLatin1String("the built-in network: 99.5")));
    const auto* scores = driver.find<QTableWidget>("classScores");
    QCOMPARE(scores->rowCount(), 10);
    QVERIFY(scores->item(3, 1)->text().startsWith(QLatin1String("99.")));
}

void TestMistakes::aCellOpensItsImages()
{
    const MistakesDriver driver;
    const Confusion& confusion = driver.panel()->data()->confusion;
    auto* matrix = driver.find<QWidget>("mistakesMatrix");
    // By keys, from the first cell: to what is most often taken for something else.
    const Prediction mistake = driver.gallery().front();
    matrix->setFocus();
    for (int i = 0; i < mistake.truth; ++i) {
        QTest::keyClick(matrix, Qt::Key_Down);
    }
    for (int i = 0; i < mistake.answer; ++i) {
        QTest::keyClick(matrix, Qt::Key_Right);
    }
    QCOMPARE(driver.gallery().size(), confusion.count(mistake.truth, mistake.answer));
    QVERIFY(std::ranges::all_of(driver.gallery(), [&](const Prediction& image) {
        return image.truth == mistake.truth && image.answer == mistake.answer;
    }));
    QVERIFY2(driver.heading().contains(
                 QStringLiteral("of %1 read as %2").arg(mistake.truth).arg(mistake.answer)),
        qPrintable(driver.heading()));
    // A cell on the diagonal shows what is read right.
    QTest::mouseClick(matrix, Qt::LeftButton, {},
        QPoint(matrix->fontMetrics().height(), matrix->fontMetrics().height()) * 3);
    QVERIFY(!driver.gallery().empty());
}

void TestMistakes::aClassOpensItsMistakes()
{
    const MistakesDriver driver;
    const std::vector<Prediction> all = driver.gallery();
    auto* scores = driver.find<QTableWidget>("classScores");
    QTest::mouseClick(scores->viewport(), Qt::LeftButton, {},
        scores->visualItemRect(scores->item(8, 0)).center());
    QCOMPARE(static_cast<std::ptrdiff_t>(driver.gallery().size()),
        std::ranges::count(all, Label(8), &Prediction::truth));
    driver.choose("galleryKind", QStringLiteral("All images"));
    QCOMPARE(driver.gallery().size(), std::size_t(10'000));
}

void TestMistakes::anImageIsExplainedAndGoesToTheCanvas()
{
    const MistakesDriver driver;
    auto* gallery = driver.find<QListView>("gallery");
    gallery->setCurrentIndex(gallery->model()->index(0, 0));
    const Prediction mistake = driver.gallery().front();
    QVERIFY(driver.find<QLabel>("imageText")
                ->text()
                .startsWith(QStringLiteral("Image %1: a %2, read as %3 with ")
                                .arg(mistake.image + 1)
                                .arg(mistake.truth)
                                .arg(mistake.answer)));
    QTRY_VERIFY_WITH_TIMEOUT(!driver.find<QLabel>("nearestImages")->pixmap().isNull(), 30'000);
    QTest::mouseClick(driver.find<QPushButton>("imageToCanvas"), Qt::LeftButton);
    QTRY_COMPARE(driver.answer(), static_cast<int>(mistake.answer)); // wrong there, too
}

void TestMistakes::suspectLabelsAreListed()
{
    const MistakesDriver driver;
    driver.choose("galleryKind", QStringLiteral("Suspect labels"));
    const std::vector<Prediction>& suspects = driver.gallery();
    QVERIFY(!suspects.empty() && suspects.size() < 47);
    QVERIFY(std::ranges::none_of(suspects, &Prediction::isRight));
}

void TestMistakes::theyFollowTheTraining()
{
    const MistakesDriver driver;
    QSignalSpy updated(driver.panel(), &MistakesPanel::updated);
    driver.set("epochs", 1);
    driver.clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(!updated.empty(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(driver.gallery().size() > 300, 60'000); // after one epoch
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 60'000);
    const QString accuracy
        = QString::number(100 * driver.panel()->data()->confusion.accuracy(), 'f', 2);
    QTRY_VERIFY2_WITH_TIMEOUT(driver.headline().startsWith(QString::number(
                                  100 * driver.panel()->data()->confusion.accuracy(), 'f', 2)),
        qPrintable(driver.headline() + accuracy), 30'000);
}

void TestMistakes::theTrainingImagesCanBeShown()
{
    const MistakesDriver driver;
    driver.choose("mistakesSet", QStringLiteral("Training images"));
    QTRY_COMPARE_WITH_TIMEOUT(
        driver.panel()->data()->predictions.size(), std::size_t(60'000), 60'000);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestMistakes>(argc, argv);
}

#include "tst_mistakes.moc"
