"""Scrapy as it would be used for this: every link once, nothing held back."""

import scrapy


class Spider(scrapy.Spider):
    name = "peer"
    custom_settings = {
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
        "AUTOTHROTTLE_ENABLED": False,
    }
    pages = 0

    async def start(self):
        yield scrapy.Request(self.start_url)

    def __init__(self, start, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_url = start

    def parse(self, response):
        self.pages += 1
        for address in response.css("a::attr(href)").getall():
            yield response.follow(address)

    def closed(self, reason):
        print(self.pages, flush=True)
