// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is used of the data set, and how its images are filtered.

#include "core/data/dataset.h"
#include "core/training/presets.h"
#include "ui/base/english.h"
#include "ui/data/augmentation_preview.h"
#include "ui/training/classes_field.h"
#include "ui/training/progress_panel.h"
#include "ui/training/training_form.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace numeral;
using namespace numeral::ui;

namespace {

std::shared_ptr<const Dataset> threeClasses()
{
    auto dataset = std::make_shared<Dataset>();
    std::vector<std::uint8_t> pixels(784 * 30);
    for (std::size_t i = 0; i < pixels.size(); i += 7) {
        pixels[i] = 180;
    }
    std::vector<Label> labels(30);
    dataset->training = {{28, 28}, std::move(pixels), std::move(labels)};
    dataset->test = dataset->training;
    dataset->classes = {"a", "b", "c"};
    dataset->kind = ClassKind::Letters;
    return dataset;
}

} // namespace

class TestDataRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_form = std::make_unique<TrainingForm>();
        m_form->setDataset(threeClasses());
        field<QToolButton>("dataSection").click();
        m_form->show();
    }
    void classesAreTicked();
    void aFilterIsAddedChangedAndTakenAway();
    void thePreviewShowsTheFilters();
    void presetsLeaveTheDataAlone();
    void theHeadlineTells();

private:
    template <typename T>
    T& field(const char* name) const
    {
        return *m_form->findChild<T*>(QLatin1String(name));
    }
    const EnglishPlurals m_plurals;
    std::unique_ptr<TrainingForm> m_form;
};

void TestDataRows::classesAreTicked()
{
    auto& classes = field<ClassesField>("classesUsed");
    const QSignalSpy changed(m_form.get(), &TrainingForm::configChanged);
    QCOMPARE(classes.text(), QStringLiteral("all"));
    auto& list = field<QListWidget>("usedClasses");
    QCOMPARE(list.count(), 3);
    list.item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(m_form->config().classesUsed, (std::vector<std::string>{"a", "c"}));
    QCOMPARE(classes.text(), QStringLiteral("a, c"));
    QCOMPARE(changed.size(), 1);
    list.item(0)->setCheckState(Qt::Unchecked); // one class alone can't be told apart
    QCOMPARE(m_form->config().classesUsed.size(), std::size_t{2});
    QCOMPARE(list.item(0)->checkState(), Qt::Checked);
    list.item(1)->setCheckState(Qt::Checked);
    QVERIFY(m_form->config().classesUsed.empty());
}

void TestDataRows::aFilterIsAddedChangedAndTakenAway()
{
    auto& first = field<QComboBox>("filter1");
    auto& second = field<QComboBox>("filter2");
    QVERIFY(first.isVisibleTo(m_form.get()) && !second.isVisibleTo(m_form.get()));
    first.setCurrentIndex(1);
    QCOMPARE(m_form->config().filters, (std::vector<ImageFilter>{{FilterKind::Blur, 1}}));
    QVERIFY(second.isVisibleTo(m_form.get()));
    second.setCurrentIndex(4);
    field<QDoubleSpinBox>("filterAmount2").setValue(90);
    QCOMPARE(toText(m_form->config().filters), std::string("blur:1,threshold:90"));
    first.setCurrentIndex(0);
    QCOMPARE(toText(m_form->config().filters), std::string("threshold:90"));
    QCOMPARE(first.currentIndex(), 4); // it moved up
    TrainingConfig config;
    config.filters = {{FilterKind::Edges, 2}, {FilterKind::Noise, 10}};
    m_form->setConfig(config);
    QCOMPARE(m_form->config().filters, config.filters);
}

void TestDataRows::thePreviewShowsTheFilters()
{
    auto& preview = field<AugmentationPreview>("filterPreview");
    QVERIFY(!preview.isVisibleTo(m_form.get())); // the first screen stays calm
    TrainingConfig config;
    config.filters = {{FilterKind::Threshold, 255}}; // nothing is left
    m_form->setConfig(config);
    QVERIFY(preview.isVisibleTo(m_form.get()));
    preview.resize(200, 200);
    const QImage empty = preview.grab().toImage();
    config.filters = {{FilterKind::Threshold, 100}};
    m_form->setConfig(config);
    QVERIFY(preview.grab().toImage() != empty);
}

void TestDataRows::presetsLeaveTheDataAlone()
{
    field<QSpinBox>("trainingImages").setValue(500);
    auto& presets = field<QComboBox>("presets");
    QCOMPARE(presets.currentIndex(), 0); // still Tutorial
    presets.setCurrentIndex(2);
    Q_EMIT presets.activated(2);
    QCOMPARE(m_form->config().trainingImages, 500);
    QCOMPARE(m_form->config().hiddenLayers, trainingPresets()[2].config.hiddenLayers);
}

/// So that no curve is taken for one of all the data.
void TestDataRows::theHeadlineTells()
{
    ProgressPanel panel;
    RunStart start;
    start.config.classesUsed = {"a", "c"};
    start.config.trainingImages = 1000;
    start.config.labelNoise = 0.2;
    start.config.imbalance = 10;
    start.config.filters = {{FilterKind::Blur, 1}, {FilterKind::Edges, 1}};
    panel.showStart(start);
    QVERIFY2(panel.headline().endsWith(QStringLiteral(
                 "classes a c, 1,000 images, 20% wrong labels, imbalance 10 : 1, blur + edges")),
        qPrintable(panel.headline()));
    panel.showStart({});
    QCOMPARE(panel.headline(), QStringLiteral("Epoch 1 of 100"));
}

QTEST_MAIN(TestDataRows)
#include "tst_data_rows.moc"
