// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads typical user pictures with the built-in weights. The digits must be recognised, and the
// terminal program and the window must agree. tests/pictures/expected.tsv is the ground truth.
#include "cli_process.h"

#include "core/exchange/safetensors.h"
#include "ui/ink/answer_view.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/picture/image_file.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace numeral;

class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void areRead_data();
    void areRead();
    void windowAndTerminalSayTheSame_data();
    void windowAndTerminalSayTheSame();
    void severalHaveBoxesInThePicture();
    void boxesAreInTheFilesPixels_data();
    void boxesAreInTheFilesPixels();
    void nothingDrawnIsSaid();
    void oneThatCannotBeReadKeepsNoneFromIt();

private:
    void addPictures() const;
    QString inWindow(const QString& file);

    Model m_model;
};

namespace {

const QString folder = QStringLiteral(NUMERAL_SOURCES "/tests/pictures/");

/// The labels of all digits in a line of JSON output, concatenated.
QString textOf(const QJsonObject& line)
{
    QString text;
    for (const auto& digit : line[QLatin1String("digits")].toArray()) {
        text += QString::number(digit.toObject()[QLatin1String("label")].toInt());
    }
    return text;
}

} // namespace

void TestPictures::initTestCase()
{
    const auto model = readSafeTensors(NUMERAL_SOURCES "/resources/weights/mnist.safetensors");
    QVERIFY2(model, model ? "" : model.error().detail.c_str());
    m_model = *model;
}

void TestPictures::addPictures() const
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("expected");
    QFile list(folder + QStringLiteral("expected.tsv"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    while (!list.atEnd()) {
        const QList<QByteArray> fields = list.readLine().trimmed().split('\t');
        if (fields.size() == 2 && !fields[0].startsWith('#')) {
            QTest::newRow(fields[0].constData())
                << folder + QString::fromUtf8(fields[0]) << QString::fromUtf8(fields[1]);
        }
    }
}

/// The text that the window reads; "damaged" if the file can't be opened.
QString TestPictures::inWindow(const QString& file)
{
    const Result<QImage> picture = ui::readImageFile(file.toStdString());
    if (!picture) {
        return QStringLiteral("damaged");
    }
    ui::RecognitionPanel panel;
    panel.setModel(m_model);
    panel.canvas()->setPicture(*picture);
    return QTest::qWaitFor([&panel] { return !panel.isReading(); }) ? panel.text() : QString();
}

void TestPictures::areRead_data()
{
    addPictures();
}

void TestPictures::areRead()
{
    QFETCH(const QString, file);
    QFETCH(const QString, expected);
    const ProcessResult result = run(words("classify --json") << file);
    if (expected == QStringLiteral("damaged")) {
        QCOMPARE(result.exitCode, 1);
        QVERIFY(isOneSentence(result.errors));
        QVERIFY(result.errors.contains("is damaged"));
        QVERIFY(result.lines().value(0)[QLatin1String("error")].toString().contains(
            QStringLiteral("is damaged")));
        return;
    }
    QCOMPARE(result.exitCode, 0);
    const QJsonObject line = result.lines().value(0);
    QCOMPARE(textOf(line), expected == QStringLiteral("-") ? QString() : expected);
    QVERIFY(expected == QStringLiteral("-") || line[QLatin1String("sure")].toBool());
}

void TestPictures::windowAndTerminalSayTheSame_data()
{
    addPictures();
}

void TestPictures::windowAndTerminalSayTheSame()
{
    QFETCH(const QString, file);
    const ProcessResult result = run(words("classify --json") << file);
    QCOMPARE(inWindow(file),
        result.exitCode == 0 ? textOf(result.lines().value(0)) : QStringLiteral("damaged"));
}

void TestPictures::severalHaveBoxesInThePicture()
{
    const QString file = folder + QStringLiteral("row-19842.png");
    const QImage picture(file);
    const QJsonObject line = run(words("classify --json") << file).lines().value(0);
    QVERIFY(line[QLatin1String("label")].isNull()); // null, since there are five
    double left = 0;
    for (const auto& digit : line[QLatin1String("digits")].toArray()) {
        const QJsonArray box = digit.toObject()[QLatin1String("box")].toArray();
        QCOMPARE(box.size(), 4);
        QVERIFY(box[0].toDouble() > left);
        QVERIFY(box[2].toDouble() > box[0].toDouble() && box[3].toDouble() > box[1].toDouble());
        QVERIFY(box[2].toDouble() <= picture.width() && box[3].toDouble() <= picture.height());
        left = box[0].toDouble();
    }
}

void TestPictures::boxesAreInTheFilesPixels_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("large") << QSize(4000, 1200);
    QTest::newRow("tall and narrow") << QSize(150, 1590);
    QTest::newRow("small") << QSize(60, 60);
}

void TestPictures::boxesAreInTheFilesPixels()
{
    QFETCH(const QSize, size);
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::white);
    const QRect bar(size.width() / 2, size.height() - size.width() / 2, 8 * size.width() / 150,
        2 * size.width() / 5);
    const QRect ink = bar.intersected(picture.rect().adjusted(0, size.height() / 3, 0, -10));
    QPainter(&picture).fillRect(ink, Qt::black);
    QTemporaryDir place;
    const QString file = place.filePath(QStringLiteral("bar.png"));
    QVERIFY(picture.save(file));
    const QJsonArray digits
        = run(words("classify --json") << file).lines().value(0)[QLatin1String("digits")].toArray();
    QCOMPARE(digits.size(), 1);
    const QJsonArray box = digits[0].toObject()[QLatin1String("box")].toArray();
    const double near = 0.004 * std::max(size.width(), size.height()) + 1;
    QVERIFY(std::abs(box[0].toDouble() - ink.left()) <= near);
    QVERIFY(std::abs(box[1].toDouble() - ink.top()) <= near);
    QVERIFY(std::abs(box[2].toDouble() - (ink.right() + 1)) <= near);
    QVERIFY(std::abs(box[3].toDouble() - (ink.bottom() + 1)) <= near);
}

void TestPictures::nothingDrawnIsSaid()
{
    const QString file = folder + QStringLiteral("blanknoise1.jpg");
    const ProcessResult result = run(words("classify") << file);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.contains("no digits found"), result.output.constData());

    ui::RecognitionPanel panel;
    panel.setModel(m_model);
    const auto* shown = panel.findChild<ui::AnswerView*>();
    QVERIFY(shown->accessibleDescription().contains(QStringLiteral("No answer yet")));
    panel.canvas()->setPicture(*ui::readImageFile(file.toStdString()));
    QTRY_VERIFY(!panel.isReading());
    QVERIFY2(shown->accessibleDescription().contains(QStringLiteral("no digits found")),
        qPrintable(shown->accessibleDescription()));
    panel.canvas()->clear();
    QVERIFY(shown->accessibleDescription().contains(QStringLiteral("No answer yet")));
}

void TestPictures::oneThatCannotBeReadKeepsNoneFromIt()
{
    const QStringList files{folder + QStringLiteral("circled5.png"),
        folder + QStringLiteral("cut50.jpg"), QStringLiteral("/nowhere.png"),
        folder + QStringLiteral("underlined7.png")};
    const ProcessResult text = run(words("classify") + files);
    QCOMPARE(text.exitCode, 1);
    QCOMPARE(text.output.count('\n'), 2);
    QVERIFY(
        text.output.contains("circled5.png: 5 ") && text.output.contains("underlined7.png: 7 "));
    QVERIFY(text.errors.contains("cut50.jpg") && text.errors.contains("/nowhere.png"));
    QVERIFY(text.errors.contains("2 of 4 pictures could not be read."));

    const ProcessResult json = run(words("classify --json") + files);
    QCOMPARE(json.exitCode, 1);
    QCOMPARE(json.lines().size(), 4);
    QVERIFY(json.lines()[1][QLatin1String("error")].toString().contains(QStringLiteral("damaged")));
    QCOMPARE(textOf(json.lines()[3]), QStringLiteral("7"));
}

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
