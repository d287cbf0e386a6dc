// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bundled_model.h"
#include "core/evaluation/picture_readings.h"
#include "core/reading/reader.h"
#include "tests/core/data/idx_files.h"

#include <QTest>

#include <algorithm>

using namespace numeral;
using namespace numeral::test;

namespace {

/// A sheet with as many upright bars side by side, which are ones.
GreyImage barsOf(std::size_t count)
{
    constexpr std::size_t rows = 100;
    constexpr std::size_t pitch = 60;
    GreyImage sheet(rows, (count + 1) * pitch);
    std::fill(sheet.pixels.begin(), sheet.pixels.end(), 255);
    for (std::size_t bar = 1; bar <= count; ++bar) {
        for (std::size_t row = 20; row < 80; ++row) {
            std::fill_n(&sheet.at(row, bar * pitch), 7, 0);
        }
    }
    return sheet;
}

/// A "picture" is the number of its bars.
Result<GreyImage> decode(std::span<const std::uint8_t> bytes, const std::filesystem::path& name,
    std::size_t /*mostSide*/)
{
    if (bytes.size() != 1) {
        return failure(ErrorCode::FileMalformed, "“" + name.string() + "” is damaged.");
    }
    return barsOf(bytes[0] - std::uint8_t{'0'});
}

std::vector<PictureReading> readingsOf(const Model& model, const Folder& folder)
{
    std::vector<PictureReading> readings;
    const auto pictures = findPictures({folder.path()});
    if (pictures) {
        readPictures(model, *pictures, decode, [&readings](PictureReading reading) {
            readings.push_back(std::move(reading));
            return true;
        });
    }
    return readings;
}

} // namespace

class TestPictureReadings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void digitsAreReadOneAfterTheOther();
    void aThingIsReadAsOne();
    void oneThatCannotBeReadKeepsNoneFromIt();
    void theOrderIsThatOfTheNames();
    void whoHasEnoughStopsIt();
    void rowsAreCommaSeparated();

private:
    Model m_model;
};

void TestPictureReadings::initTestCase()
{
    const Result<Model> model = bundledModel();
    VERIFY_RESULT(model);
    m_model = *model;
}

void TestPictureReadings::digitsAreReadOneAfterTheOther()
{
    const Folder folder;
    folder.write("none.png", "0");
    folder.write("one.png", "1");
    folder.write("two.png", "2");
    const std::vector<PictureReading> readings = readingsOf(m_model, folder);
    QCOMPARE(readings.size(), 3);
    QVERIFY(readings[0].text.empty() && !readings[0].isSure && readings[0].fault.empty());
    QCOMPARE(readings[1].text, "1");
    QVERIFY(readings[1].isSure);
    QCOMPARE(readings[2].text, "11");

    Reader reader; // which reads what the user opens
    reader.setModel(m_model);
    reader.read(barsOf(2));
    QCOMPARE(readings[2].text, reader.text());
    QCOMPARE(readings[2].probability, reader.jointProbability());
    QCOMPARE(readings[2].isSure, reader.isSure());
}

void TestPictureReadings::aThingIsReadAsOne()
{
    Model things = m_model;
    things.kind = ClassKind::Things;
    things.calibration = {};
    for (std::string& name : things.classes) {
        name.insert(0, "thing ");
    }
    const Folder folder;
    folder.write("two.png", "2");
    const std::vector<PictureReading> readings = readingsOf(things, folder);
    QCOMPARE(readings.size(), 1);
    const std::vector<std::string>& names = things.classes;
    QVERIFY2(std::find(names.begin(), names.end(), readings[0].text) != names.end(),
        readings[0].text.c_str());
}

void TestPictureReadings::oneThatCannotBeReadKeepsNoneFromIt()
{
    const Folder folder;
    folder.write("a.png", "1");
    folder.write("b.png", "not a picture");
    folder.write("c.png", "1");
    std::filesystem::create_symlink("nowhere", folder / "d.png");
    const std::vector<PictureReading> readings = readingsOf(m_model, folder);
    QCOMPARE(readings.size(), 4);
    QCOMPARE(readings[0].text, "1");
    QVERIFY(readings[0].fault.empty());
    QVERIFY(readings[1].text.empty() && !readings[1].isSure);
    QVERIFY2(readings[1].fault.ends_with("b.png” is damaged."), readings[1].fault.c_str());
    QCOMPARE(readings[2].text, "1");
    QVERIFY2(readings[3].fault.ends_with("No such file or directory."), readings[3].fault.c_str());
}

void TestPictureReadings::theOrderIsThatOfTheNames()
{
    const Folder folder;
    constexpr int count = 60;
    for (int i = 0; i < count; ++i) {
        folder.write(std::to_string(i).append(".png").c_str(), i % 7 == 0 ? "3" : "0");
    }
    const std::vector<PictureReading> readings = readingsOf(m_model, folder);
    QCOMPARE(readings.size(), count);
    for (int i = 0; i < count; ++i) {
        const PictureReading& reading = readings[static_cast<std::size_t>(i)];
        QCOMPARE(reading.file, std::to_string(i) + ".png");
        QCOMPARE(reading.text, i % 7 == 0 ? "111" : "");
    }
}

void TestPictureReadings::whoHasEnoughStopsIt()
{
    const Folder folder;
    for (int i = 0; i < 30; ++i) {
        folder.write(std::to_string(i).append(".png").c_str(), "1");
    }
    const auto pictures = findPictures({folder.path()});
    VERIFY_RESULT(pictures);
    int rows = 0;
    QVERIFY(!readPictures(
        m_model, *pictures, decode, [&rows](const PictureReading&) { return ++rows < 3; }));
    QCOMPARE(rows, 3);
}

void TestPictureReadings::rowsAreCommaSeparated()
{
    QCOMPARE(readingsHeader(), "file,reading,probability,sure\n");
    QCOMPARE(readingLine({"7.png", "7", 0.9876543, true, {}}), "7.png,7,0.987654,yes\n");
    QCOMPARE(readingLine({"a,b.png", "1?", 0.25, false, {}}), "\"a,b.png\",1?,0.250000,no\n");
    QCOMPARE(readingLine({"7.png", "7", 1, true, {}}, '\t'), "7.png\t7\t1.000000\tyes\n");
    QCOMPARE(readingLine({"blank.png", {}, 0, false, {}}), "blank.png,,,no\n");
}

QTEST_GUILESS_MAIN(TestPictureReadings)
#include "tst_picture_readings.moc"
