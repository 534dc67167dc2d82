#include "heatward/project/personal_columns.hpp"

#include <gtest/gtest.h>

namespace heatward::project {
namespace {

TEST(PersonalColumns, KnowTheCommonSpellings)
{
    for (const char* name : {"NHS Number",
                             "nhs_no",
                             "NHSNumber",
                             "NHS NO.",
                             "nhs",
                             "NHSNO",
                             "PATIENT_DOB",
                             "DOB",
                             "D.O.B.",
                             "N.H.S. No.",
                             "Date of Birth",
                             "DATE_OF_BIRTH",
                             "dateofbirth",
                             "Birth Date",
                             "BirthDt",
                             "HOME_PC",
                             "Home Postcode",
                             "homepostcode",
                             "HospitalNo",
                             "hospital number",
                             "CHI_NUMBER",
                             "Patient Name",
                             "PATIENTNAME",
                             "patient  -  name",
                             "SURNAME",
                             "Forename",
                             "forenames",
                             "First Name",
                             "FirstName",
                             "first_name",
                             "LASTNAME",
                             "Last name",
                             "Patient's first name",
                             "PatientPostcode",
                             "Patient Postcode",
                             "Pt Address",
                             "usual address",
                             "USUAL_ADDRESS",
                             "Postcode of Residence",
                             "PostcodeOfResidence",
                             "postcode (home)",
                             "MRN",
                             "Name",
                             "Full name",
                             "Victim name",
                             "Résidence postcode",
                             "Nàme",
                             "PATIENT_ID",
                             "Home Phone",
                             "Next of kin (NOK)",
                             "\"Surname\""}) {
        EXPECT_TRUE(is_personal_column(name)) << name;
    }
}

TEST(PersonalColumns, LeaveThePlaceOfTheIncidentAlone)
{
    for (const char* name : {"INCIDENT POSTCODE",
                             "ASSAULT LOCATION DESCRIPTION",
                             "SITE CODE (OF TREATMENT)",
                             "ARRIVAL DATE AND TIME",
                             "ASSAULT LOCATION TYPE",
                             "Street Name",
                             "street_name",
                             "StreetName",
                             "Place name",
                             "PlaceName",
                             "Ward name",
                             "WARDNAME",
                             "Premises name",
                             "Location name",
                             "Site name",
                             "Hospital name",
                             "HOSPITAL POSTCODE",
                             "NHS Trust",
                             "NHS trust name",
                             "Home Office code",
                             "Home Office number",
                             "Care home name",
                             "Nursing home postcode",
                             "Full street name",
                             "LSOA name",
                             "Falls within",
                             "CAD",
                             "PC",
                             "Postcode",
                             "Address",
                             "Number",
                             "Number of patients",
                             "Number of victims",
                             "Victim age",
                             "Patient sex",
                             "Year",
                             "REPORTING PERIOD START DATE",
                             "Easting",
                             "UPRN",
                             "Crime ID",
                             "Reported by",
                             "Username of clerk",
                             "Nickname of place",
                             "",
                             " ",
                             "_"}) {
        EXPECT_FALSE(is_personal_column(name)) << name;
    }
}

}  // namespace
}  // namespace heatward::project
