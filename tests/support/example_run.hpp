#pragma once

#include "heatward/run_store/run_writer.hpp"

namespace heatward::test {

/// A small county that needs no files: two districts of 10 × 10 km side by side (D1 west, D2 east,
/// south-west corner at 540000, 250000 in EPSG:27700), each of two wards of 5 × 10 km (W1 to W4
/// from west to east), 400 incidents of two categories and two sources over 2025, and the layer
/// "violence" (police alone) with its surface on 250 m cells.
run_store::RunData example_run_data();

/// What the same county would have of an intervention "patrols": its places W1 (treated), a ring
/// around it, which no figure is known of, and W4 (control).
FeatureTable example_interventions();

/// The same with a report, rejected rows and input checksums, ready to be published; its run id is
/// the one that these give.
run_store::RunContents example_run_contents();

/// The same from another input: another run id.
run_store::RunContents other_run_contents();

}  // namespace heatward::test
