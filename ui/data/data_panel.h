// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "ui/base/job_tracker.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace numeral::ui {

class SampleStrip;

/// The list of data sets, and sample images of the chosen one. Files are read on another thread; if
/// reading fails, the previous data set stays.
class DataPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DataPanel(QWidget* parent = nullptr);

    /// The loaded data set; null before the first is loaded.
    const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }

    /// Catalogue id or folder of the loaded data set.
    const QString& source() const { return m_source; }

    /// Loads a data set by its catalogue id, or from a folder, which is added to the list.
    void load(const QString& idOrFolder);

    /// Enables or disables the list; disabled while a run uses the data.
    void setEditable(bool editable);

    bool isLoading() const { return m_isLoading; }

Q_SIGNALS:
    void loadingChanged();
    void loaded(const std::shared_ptr<const numeral::Dataset>& dataset);
    void failed(const numeral::Error& error);

private:
    void addSource(const QString& idOrFolder, const QString& title, const QString& toolTip);
    void finishLoading(const QString& idOrFolder, const Result<Dataset>& dataset);
    void setLoading(bool isLoading);
    void showSource();

    QComboBox* m_list;
    SampleStrip* m_samples;
    QLabel* m_summary;
    std::shared_ptr<const Dataset> m_dataset;
    QString m_source;
    bool m_isLoading = false;
    QString m_wanted; ///< id or folder that is about to be loaded
    JobTracker m_jobs;
};

} // namespace numeral::ui
