# The homicide rates of 2021: the middle of those that are published, and who is missing. Base R, no packages.
site <- Sys.getenv("COMMON_MEASURE", "http://127.0.0.1:8050")

address <- paste0(site, "/view/map.csv?indicator=homicide_rate_per_100000&year=2021&dims=sex:total")
# An empty cell is a missing figure, never 0; a text "NA" stays a text.
rows <- read.csv(address, encoding = "UTF-8", na.strings = "", colClasses = c(value = "numeric"))

cat(nrow(rows), "places;", sum(rows$status == "value"), "with a figure\n")
cat("median of the published figures:", median(rows$value[rows$status == "value"]), rows$unit[1], "\n")
print(sort(table(rows$missing_reason[rows$status != "value"]), decreasing = TRUE))
