/* Starts what the page has: an index of articles, or one article. */

{
  const index = document.getElementById("index");
  const view = document.getElementById("article");
  if (index) startIndex(index, view);
  else if (typeof startArticle === "function") startArticle(document.body);
}
