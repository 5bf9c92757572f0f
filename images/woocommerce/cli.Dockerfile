# Adds WP-CLI for the owner's comfort, where its official image can be had. Nothing of the shop uses it.
ARG SHOP_IMAGE=storewright/woocommerce:0.1.0
ARG WP_CLI_IMAGE=wordpress:cli-2.12.0-php8.4
FROM ${WP_CLI_IMAGE} AS cli
FROM ${SHOP_IMAGE}
COPY --from=cli /usr/local/bin/wp /usr/local/bin/wp
