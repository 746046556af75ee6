import moment from "moment";

export function show(day) {
  console.log(moment(day).format("YYYY-MM-DD HH:MM")); // expect: In this format `MM` is the month; minutes are `mm`.
  console.log(day.format("YYYY-mm-DD")); // expect: In this format `mm` is the minute; the month is `MM`.
  return moment("01/05/2024 10:30", "DD/MM/YYYY hh:mm"); // expect: `hh` counts to 12
}
