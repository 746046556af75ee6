import moment from "moment";

export function show(day) {
  console.log(moment(day).format("YYYY-MM-DD HH:mm"));
}
