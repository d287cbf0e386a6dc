// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

class QLabel;

namespace numeral::ui {

class PictureFilter;

/// Shows the rows of a PictureFilter, or a sentence in their place.
class PictureView final : public QTreeView {
    Q_OBJECT

public:
    explicit PictureView(PictureFilter& rows);

    /// Shows the sentence if there are no rows.
    void setHint(const QString& sentence);

    /// The selected rows or, without any, all rows; from the first on.
    std::vector<int> chosenRows() const;

Q_SIGNALS:
    /// By the key for copying, with which a table would copy the text of one cell.
    void copyRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_hint;
};

} // namespace numeral::ui
