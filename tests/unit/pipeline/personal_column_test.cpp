#include "../../../src/pipeline/personal_column.hpp"

#include <gtest/gtest.h>

namespace heatward::pipeline {
namespace {

TEST(PersonalColumn, KnowsTheCommonSpellings)
{
    for (const char* name :
         {"NHS Number", "nhs_no", "NHSNumber", "PATIENT_DOB", "Date of Birth", "HOME_PC",
          "Home Postcode", "HospitalNo", "hospital number", "CHI_NUMBER", "Patient Name", "SURNAME",
          "PatientPostcode", "Pt Address", "usual address", "Postcode of Residence", "MRN",
          "Name"}) {
        EXPECT_TRUE(is_personal_column(name)) << name;
    }
}

TEST(PersonalColumn, LeavesThePlaceOfTheIncidentAlone)
{
    for (const char* name :
         {"INCIDENT POSTCODE", "ASSAULT LOCATION DESCRIPTION", "SITE CODE (OF TREATMENT)",
          "ARRIVAL DATE AND TIME", "ASSAULT LOCATION TYPE", "Street Name", "CAD", "PC", "Number",
          "REPORTING PERIOD START DATE", "Ward name", "Easting"}) {
        EXPECT_FALSE(is_personal_column(name)) << name;
    }
}

}  // namespace
}  // namespace heatward::pipeline
