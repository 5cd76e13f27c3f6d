startArticle(document.body);
