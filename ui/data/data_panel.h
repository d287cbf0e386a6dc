// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/catalogue.h"
#include "core/data/data_places.h"
#include "ui/base/job_tracker.h"

#include <QWidget>

#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QMenu;

namespace numeral::ui {

class FetchOffer;
class LookNote;
class OpeningProgress;
class SampleStrip;
class WrappingLabel;

/// The list of data sets, and sample images of the chosen one. Files are read on another thread; if
/// reading fails, the previous data set stays. One of the catalogue that is missing is offered to
/// be fetched.
class DataPanel final : public QWidget {
    Q_OBJECT

public:
    /// The readers tell how a data set's digits and letters are oriented.
    explicit DataPanel(std::vector<ImageReader> readers, QWidget* parent = nullptr);

    /// The loaded data set; null before the first is loaded.
    const std::shared_ptr<const Dataset>& dataset() const { return m_dataset; }

    /// The same without the user's edits, for showing them and making others.
    const std::shared_ptr<const Dataset>& asInFiles() const { return m_asInFiles; }

    /// Makes these edits instead of all others, and keeps them; only with a data set. If they can't
    /// be kept, `failed` says so, and they are made all the same.
    void setEdits(const DataEdits& edits);

    /// Catalogue id or folder of the loaded data set.
    QString source() const { return QString::fromStdString(m_request.nameOrPath); }

    /// The same, with the corrections of its images that the user has chosen.
    const DataRequest& request() const { return m_request; }

    /// Loads a data set by its catalogue id, or from a folder or file, which is added to the list.
    /// If there are several in it, they are added, and the user chooses.
    void load(const DataRequest& request);
    void load(const QString& idOrPath) { load({idOrPath.toStdString(), {}, {}}); }

    /// Menu with the corrections of the images.
    QMenu& correctionsMenu() const;

    /// Enables or disables the list; disabled while a run uses the data.
    void setEditable(bool editable);

    bool isLoading() const { return m_isLoading; }

Q_SIGNALS:
    void loadingChanged();
    void loaded(const std::shared_ptr<const numeral::Dataset>& dataset);
    /// The same data set has other edits.
    void edited(const std::shared_ptr<const numeral::Dataset>& dataset);
    void failed(const numeral::Error& error);

private:
    struct Source {
        QString place; ///< catalogue id, folder or file
        QString title;
        QString toolTip;
    };

    void fillList();
    void addSource(const QString& place, const QString& title);
    void finishLoading(const DataRequest& request, const Result<Dataset>& asInFiles,
        const Result<Dataset>& dataset);
    void offer(const std::vector<DataPlace>& places);
    void cancelLoading();
    void setLoading(bool isLoading);
    void showSource();

    QComboBox* m_list;
    SampleStrip* m_samples;
    QLabel* m_summary;
    WrappingLabel* m_remarks; ///< what was done to the files' content
    OpeningProgress* m_progress;
    LookNote* m_lookNote;
    FetchOffer* m_fetchOffer;
    std::vector<Source> m_sources; ///< the user's own
    std::vector<ImageReader> m_readers;
    std::optional<Error> m_lost; ///< why another data set is loaded than at the last end
    std::shared_ptr<const Dataset> m_dataset;
    std::shared_ptr<const Dataset> m_asInFiles;
    DataRequest m_request;
    bool m_isLoading = false;
    DataRequest m_wanted; ///< what is about to be loaded
    JobTracker m_jobs;
    JobTracker m_keeping; ///< writes edits
};

} // namespace numeral::ui
