import moment from "moment";

export function show(day, form) {
  console.log(moment(day).format("YYYY-MM-DD HH:mm:ss"));
  console.log(day.format("hh:mm A"), day.format("hh:mm a"));
  console.log(day.format("[HH:MM] mm"));
  console.log(day.format(form));
  console.log("YYYY-mm-DD", day.format("mm:ss"), day.format("HHmm"));
  return moment("01/05/2024", "DD/MM/YYYY");
}
