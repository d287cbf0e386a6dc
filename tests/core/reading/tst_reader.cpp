// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is read as one: digits side by side, letters of touching strokes, one thing at a time.

#include "core/model/network_input.h"
#include "core/reading/reader.h"

#include <QTest>

using namespace numeral;

namespace {

Model modelOf(ClassKind kind)
{
    Model model;
    model.weights = initialWeights(Perceptron{784, {}, 3}, 1);
    model.classes = {"a", "o", "l"};
    model.kind = kind;
    return model;
}

/// An a as many write it: a round stroke, and an upright one that touches it.
Ink letterA(double left)
{
    return {{{left + 0.15, 0.3}, {left, 0.45}, {left + 0.05, 0.65}, {left + 0.2, 0.6},
                {left + 0.2, 0.35}, {left + 0.15, 0.3}},
        {{left + 0.2, 0.3}, {left + 0.2, 0.6}, {left + 0.25, 0.65}}};
}

Ink twoLetters()
{
    Ink ink = letterA(0.1);
    const Ink second = letterA(0.6);
    ink.insert(ink.end(), second.begin(), second.end());
    return ink;
}

} // namespace

class TestReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersAreNotCut();
    void lowLettersAreNotDoubted();
    void aThingIsReadAsAWhole();
    void whatIsKeptIsPlain();
};

void TestReader::lettersAreNotCut()
{
    Reader reader;
    reader.setModel(modelOf(ClassKind::Letters));
    QVERIFY(reader.readsSeveral());
    reader.read(letterA(0.3));
    QCOMPARE(reader.digits().size(), std::size_t{1});
    reader.read(twoLetters());
    QCOMPARE(reader.digits().size(), std::size_t{2});
    QVERIFY(reader.digits()[0].drawn.box.right < reader.digits()[1].drawn.box.left);
    QCOMPARE(reader.digits()[0].drawn.ink.size(), std::size_t{2});
}

/// An a beside an l is no part of anything; a low digit may be.
void TestReader::lowLettersAreNotDoubted()
{
    Ink ink = letterA(0.1);
    ink.push_back({{0.7, 0.05}, {0.7, 0.66}});
    Reader reader;
    reader.setModel(modelOf(ClassKind::Letters));
    reader.read(letterA(0.1));
    const float alone = reader.digits().front().none;
    reader.read(ink);
    QCOMPARE(reader.digits().size(), std::size_t{2});
    QCOMPARE(reader.digits().front().none, alone);
}

void TestReader::aThingIsReadAsAWhole()
{
    Reader reader;
    reader.setModel(modelOf(ClassKind::Things));
    QVERIFY(!reader.readsSeveral());
    reader.read(twoLetters());
    QCOMPARE(reader.digits().size(), std::size_t{1});
    QCOMPARE(reader.digits().front().drawn.ink.size(), std::size_t{4});
}

/// What is kept of a drawing can be shown to another network, with another look and other filters.
void TestReader::whatIsKeptIsPlain()
{
    Reader plain;
    plain.setModel(modelOf(ClassKind::Letters));
    plain.read(letterA(0.3));
    Model model = modelOf(ClassKind::Letters);
    model.look = {255, 0, false};
    model.filters = {{FilterKind::Threshold, 100}};
    Reader reader;
    reader.setModel(model);
    reader.read(letterA(0.3));
    const ReadDigit& read = reader.digits().front();
    QCOMPARE(read.prepared.pixels, plain.digits().front().prepared.pixels);
    QCOMPARE(plain.digits().front().input.pixels, read.prepared.pixels);
    QCOMPARE(read.input.pixels, networkInput(read.prepared, model).pixels);
    for (const std::uint8_t pixel : read.input.pixels) {
        QVERIFY(pixel == 0 || pixel == 255);
    }
    QCOMPARE(int(read.input.pixels.front()), 255); // paper
}

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
